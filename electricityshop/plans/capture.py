"""Each statement that is sent while a hot query runs, with the plan PostgreSQL took for it."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from django.db import connection, transaction

from electricityshop.plans.nodes import Node

_EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) "
_PLANNED = ("SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE")


@dataclass(frozen=True, slots=True)
class Captured:
    """`plan` is None for what PostgreSQL does not plan, and for a statement that failed."""

    sql: str
    plan: Node | None


@dataclass(slots=True)
class Capture:
    """An execute wrapper. A statement is explained before it runs, as it will find the rows, and undone."""

    with_plans: bool = True
    statements: list[Captured] = field(default_factory=list)

    def __call__(
        self, execute: Callable[..., Any], sql: Any, parameters: Any, many: Any, context: dict[str, Any]
    ) -> Any:
        text = sql if isinstance(sql, str) else str(sql)
        if text.lstrip().upper().startswith(_PLANNED):
            plan = _plan(text, parameters) if self.with_plans and not many else None
            self.statements.append(Captured(" ".join(text.split()), plan))
        return execute(sql, parameters, many, context)


@contextmanager
def capturing(*, with_plans: bool = True) -> Iterator[list[Captured]]:
    """What is sent inside the block, which is part of a transaction."""
    capture = Capture(with_plans)
    with connection.execute_wrapper(capture):
        yield capture.statements


def _plan(sql: str, parameters: Any) -> Node | None:
    with psycopg.ClientCursor(
        connection.connection
    ) as cursor:  # past Django's own cursors: it is not counted
        statement = cursor.mogrify(sql, parameters) if parameters else sql
        cursor.execute("SAVEPOINT explained")
        try:
            cursor.execute((_EXPLAIN + statement).encode())
            [(answer,)] = cursor.fetchall()
        except psycopg.Error:
            return None  # the statement itself fails next, and says why
        finally:
            cursor.execute("ROLLBACK TO SAVEPOINT explained; RELEASE SAVEPOINT explained")
    [whole] = json.loads(answer) if isinstance(answer, str) else answer
    return Node(whole["Plan"])


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside the block is rolled back, also what commands write; nothing is rung or told.

    Without autocommit a command's transaction is a savepoint to Django, and what waits for a commit never comes.
    """
    if not connection.get_autocommit():
        point = transaction.savepoint()
        try:
            yield
        finally:
            transaction.savepoint_rollback(point)
        return
    transaction.set_autocommit(False)
    try:
        yield
    finally:
        transaction.rollback()
        transaction.set_autocommit(True)
