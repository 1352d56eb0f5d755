"""What this process counted goes to PostgreSQL now and then, from a thread of its own: nobody waits for it."""

import atexit
import os
import threading

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from electricityshop.monitoring.commands.record_statements import RecordStatements, record_statements
from electricityshop.monitoring.statements import scopes, slow

LAST_WORD_SECONDS = 2.0
"""How long a process that ends waits for its last counts to be sent."""

logger = structlog.get_logger(__name__)


def send() -> None:
    """Add this process's counts to the table, over this thread's connection. What cannot be sent is lost."""
    counted, found = scopes.taken(), slow.taken()
    if not counted and not found:
        return
    try:
        with scopes.uncounted():
            record_statements(RecordStatements(counted=counted, slow=found, now=timezone.now()))
    except (DatabaseError, InterfaceError) as error:
        logger.warning("statement statistics not sent", error=type(error).__name__)


class _Sender:
    """The thread, begun by the first connection that a process opens."""

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        self.lock = threading.Lock()
        self.over = threading.Event()
        self.thread: threading.Thread | None = None

    def begin(self, seconds: float) -> None:
        """Have a thread send every so many seconds, unless there is one."""
        with self.lock:
            if self.thread is None:
                self.thread = threading.Thread(
                    target=self._send_until_over, args=(seconds,), name="statements", daemon=True
                )
                self.thread.start()

    def end(self) -> None:
        if self.thread is not None:
            self.over.set()
            self.thread.join(LAST_WORD_SECONDS)

    def _send_until_over(self, seconds: float) -> None:
        is_over = False
        while not is_over:
            is_over = self.over.wait(seconds)
            send()
            connection.close()


_sender = _Sender()
os.register_at_fork(after_in_child=_sender.forget)  # a thread stays with the process that began it
atexit.register(_sender.end)


def begin_sending(**_: object) -> None:
    """A receiver of `connection_created`."""
    if settings.DATABASE_STATISTICS and settings.STATISTICS_SEND_SECONDS:
        _sender.begin(settings.STATISTICS_SEND_SECONDS)
