"""`@command`: the only place where a transaction opens.

A command is a function that takes one frozen, self-validating dataclass and changes the database, all of it or
nothing. It never calls another command; what several share inside one transaction is a plain function that
starts with `require_transaction()`.
"""

import functools
import time
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import structlog
from django.db import connection, transaction

from electricityshop.errors import DomainError

P = ParamSpec("P")
R = TypeVar("R")

logger = structlog.get_logger(__name__)


class TransactionRequired(RuntimeError):
    """A function that must be part of a command's transaction was called outside one."""


def command(function: Callable[P, R]) -> Callable[P, R]:
    """Run `function` in one durable transaction; time and log it by name, never with its arguments."""
    name = f"{function.__module__}.{function.__qualname__}"

    @functools.wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        started = time.perf_counter()
        outcome = "failed"
        try:
            with transaction.atomic(durable=True):
                result = function(*args, **kwargs)
            outcome = "done"
            return result
        except DomainError as error:
            outcome = f"refused:{error.code}"
            raise
        finally:
            milliseconds = round((time.perf_counter() - started) * 1000, 1)
            logger.info("command", command=name, outcome=outcome, milliseconds=milliseconds)

    return run


def require_transaction() -> None:
    """Raise `TransactionRequired` unless a transaction is open."""
    if not connection.in_atomic_block:
        raise TransactionRequired("call this inside a command")
