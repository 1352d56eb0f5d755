"""PostgreSQL that cannot be asked just now: restarting, refusing, gone. Nobody's fault, and over in a moment."""

import logging
import sys

from django.db import InterfaceError, OperationalError

NOT_CONNECTED = "08"
"""Class of the SQLSTATEs about connections."""
GOING_OR_COMING = {"53300", "57P01", "57P02", "57P03", "57P05"}
"""Too many connections, shut down by an administrator or a crash, starting up, idle for too long."""


def is_away(error: BaseException | None) -> bool:
    """Whether `error`, or one that it was raised in the handling of, came of a connection that is not there.

    A deadlock or a timeout is an `OperationalError` too, and no sign of it: those carry a SQLSTATE of their own.
    """
    while error is not None:
        if isinstance(error, InterfaceError):
            return True
        if isinstance(error, OperationalError) and _is_lost(getattr(error.__cause__, "sqlstate", None)):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_lost(sqlstate: str | None) -> bool:
    return sqlstate is None or sqlstate.startswith(NOT_CONNECTED) or sqlstate in GOING_OR_COMING


class SaidOnce(logging.Filter):
    """Drops what a logger says while such an error is handled: one warning says it, and not a stack trace a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not is_away(sys.exc_info()[1])
