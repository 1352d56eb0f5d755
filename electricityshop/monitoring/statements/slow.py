"""Slow statements: logged with their plan, and kept for the staff page until they are sent."""

import re
import threading
import time
from collections import deque
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import psycopg
import structlog
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg.pq import TransactionStatus

from electricityshop.monitoring.statements.fingerprints import Fingerprint

REST_SECONDS = 60.0
"""A statement is not looked into again so soon."""
MOST_WAITING = 100
MOST_REMEMBERED = 1_000

_lock = threading.Lock()
_looked_at: dict[str, float] = {}
_waiting: "deque[Slow]" = deque(maxlen=MOST_WAITING)

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Slow:
    """`plan` is empty for what is not read only, and where there was no asking for one."""

    at: datetime
    scope: str
    statement: Fingerprint
    milliseconds: float
    plan: str


def look_into(
    connection: BaseDatabaseWrapper,
    statement: Fingerprint,
    sql: Any,
    params: Any,
    scope: str,
    seconds: float,
) -> None:
    """Log a slow statement, at most once a minute in this process, with what PostgreSQL plans to do for it."""
    if not scope or not _is_its_turn(statement.name):
        return
    plan = _plan(connection, sql, params) if statement.is_read else ""
    found = Slow(datetime.now(UTC), scope, statement, round(seconds * 1000, 1), plan)
    _waiting.append(found)
    logger.warning(
        "slow statement",
        fingerprint=statement.name,
        statement=statement.text,
        scope=scope,
        milliseconds=found.milliseconds,
        plan=plan,
    )


def taken() -> tuple[Slow, ...]:
    """Those found since the last time, which are not kept any longer."""
    found = []
    while _waiting:
        found.append(_waiting.popleft())
    return tuple(found)


def _is_its_turn(name: str) -> bool:
    now = time.monotonic()
    with _lock:
        if now - _looked_at.get(name, float("-inf")) < REST_SECONDS:
            return False
        if len(_looked_at) >= MOST_REMEMBERED:
            _looked_at.clear()
        _looked_at[name] = now
    return True


def _plan(connection: BaseDatabaseWrapper, sql: Any, params: Any) -> str:
    """Without running it. Asked past Django's cursors, so that it is neither counted nor watched.

    In a transaction it is asked behind a savepoint: were it refused, the transaction would go on all the same.
    """
    raw: psycopg.Connection[Any] | None = connection.connection
    if raw is None or raw.info.transaction_status not in {TransactionStatus.IDLE, TransactionStatus.INTRANS}:
        return ""
    text = sql if isinstance(sql, str) else sql.as_string(raw)
    try:
        with raw.transaction(), raw.cursor() as cursor:
            cursor.execute(f"EXPLAIN {text}", params)
            return "\n".join(_without_values(str(row[0])) for row in cursor.fetchall())
    except psycopg.Error:
        return ""


_TEXT = re.compile(r"'(?:[^']|'')*'")
_NUMBER = re.compile(r"(?<![\w.$])-?\d+(?:\.\d+)?\b")


def _without_values(line: str) -> str:
    """A condition may hold a customer's address; the costs of a node say nothing of anybody."""
    if "(cost=" in line or "Workers Planned" in line:
        return line
    return _NUMBER.sub("?", _TEXT.sub("?", line))
