"""Whether a kept connection still lives, found out without a statement where that is certain; prepared statements."""

import select
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.postgresql import base, operations
from django.db.backends.utils import CursorWrapper

FRESH_SECONDS = 5.0
"""A connection used this recently is asked by a statement only when its socket has something to say."""


_Cursor: Any = base.ServerBindingCursor  # its stub knows no arguments


def fixed_cursor() -> CursorWrapper:
    """For statements whose text is fixed: PostgreSQL plans them once a connection where `DATABASE_PREPARED` allows it."""
    wrapper = connections[DEFAULT_DB_ALIAS]
    if settings.DATABASE_PREPARED and isinstance(wrapper, DatabaseWrapper):
        return wrapper.preparing_cursor()
    return wrapper.cursor()


class DatabaseOperations(operations.DatabaseOperations):
    def last_executed_query(self, cursor: Any, sql: Any, params: Any) -> str:
        """With its values in it, which a prepared statement gets apart from its text."""
        if isinstance(cursor, _Cursor):
            return str(self.compose_sql(sql, params))
        return str(super().last_executed_query(cursor, sql, params))


class DatabaseWrapper(base.DatabaseWrapper):
    """`CONN_HEALTH_CHECKS` asks `SELECT 1` at every request's first statement; here after a rest only.

    A server that ends a connection says so on its socket, in the same moment: it stops, restarts, crashes, or a
    colleague terminates the backend. What nobody says, such as a machine that lost its power or a firewall that forgot,
    takes longer than `FRESH_SECONDS`, and is found out by the statement.
    """

    ops_class = DatabaseOperations
    _prepare_cursor: Callable[[Any], CursorWrapper]
    health_check_enabled: bool
    health_check_done: bool
    used_at = float("-inf")

    def close_if_health_check_failed(self) -> None:
        """Called before every statement; looks at the connection at the first one of a request."""
        if self.health_check_enabled and not self.health_check_done and self._surely_lives():
            self.health_check_done = True
        super().close_if_health_check_failed()
        self.used_at = time.monotonic()

    def preparing_cursor(self) -> CursorWrapper:
        """As `cursor()`, for statements that psycopg is to prepare when they are first executed."""
        self.close_if_health_check_failed()
        self.ensure_connection()
        with self.wrap_database_errors:
            self.connection.prepare_threshold = 0
            return self._prepare_cursor(_Cursor(self.connection))

    def _surely_lives(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        return time.monotonic() - self.used_at < FRESH_SECONDS and not _has_news(self.connection.fileno())


def _has_news(socket: int) -> bool:
    """Whether the server said something that nobody asked for: that it ends the connection, usually."""
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
