"""A claim that lives as long as its holder: renewed while the work goes on, free soon after the holder was killed."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import structlog
from django.db import DatabaseError, connection

LEASE = timedelta(seconds=6)
"""How long a claim outlives its holder. Long enough for a holder that is merely slow to renew it several times."""
RENEWED_EVERY_SECONDS = 1.5

logger = structlog.get_logger(__name__)


@contextmanager
def kept(renew: Callable[[], object]) -> Iterator[None]:
    """Call `renew` every one and a half seconds until the block ends, so that the claim may be a short one.

    It runs in a thread with a database connection of its own, which work that is quicker than that never opens.
    """
    over = threading.Event()
    thread = threading.Thread(target=_renew, args=(renew, over), name="lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _renew(renew: Callable[[], object], over: threading.Event) -> None:
    while not over.wait(RENEWED_EVERY_SECONDS):
        try:
            renew()
        except DatabaseError:
            logger.warning("a lease was not renewed")
            connection.close()
    connection.close()
