"""Whether a kept connection still lives, found out without a statement where that is certain."""

import select
import time

from django.db.backends.postgresql import base

FRESH_SECONDS = 5.0
"""A connection used this recently is asked by a statement only when its socket has something to say."""


class DatabaseWrapper(base.DatabaseWrapper):
    """`CONN_HEALTH_CHECKS` asks `SELECT 1` at every request's first statement; here after a rest only.

    A server that ends a connection says so on its socket, in the same moment: it stops, restarts, crashes, or a
    colleague terminates the backend. What nobody says, such as a machine that lost its power or a firewall that forgot,
    takes longer than `FRESH_SECONDS`, and is found out by the statement.
    """

    health_check_enabled: bool
    health_check_done: bool
    used_at = float("-inf")

    def close_if_health_check_failed(self) -> None:
        """Called before every statement; looks at the connection at the first one of a request."""
        if self.health_check_enabled and not self.health_check_done and self._surely_lives():
            self.health_check_done = True
        super().close_if_health_check_failed()
        self.used_at = time.monotonic()

    def _surely_lives(self) -> bool:
        if self.connection is None or self.connection.closed:
            return False
        return time.monotonic() - self.used_at < FRESH_SECONDS and not _has_news(self.connection.fileno())


def _has_news(socket: int) -> bool:
    """Whether the server said something that nobody asked for: that it ends the connection, usually."""
    poll = select.poll()
    poll.register(socket, select.POLLIN)
    return bool(poll.poll(0))
