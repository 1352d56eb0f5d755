"""One builds, the others wait: among the threads of this process, and among the processes."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from django.conf import settings

from electricityshop.caching import connection
from electricityshop.caching.connection import Away

LONGEST_BUILD_SECONDS = 3
"""Who builds longer, or died over it, is not waited for: somebody else begins."""
_POLL_SECONDS = 0.01
_flying: dict[str, threading.Event] = {}
_lock = threading.Lock()


@contextmanager
def only_one(key: str, *, wait: bool = True) -> Iterator[bool]:
    """True: this is the one to build. False: somebody else was; with `wait`, they are done or gone by then.

    Whoever waited must look again whether what it got is what it wants: the build may have begun before a change.
    Raises `Away`.
    """
    with _lock:
        flight = _flying.get(key)
        if flight is None:
            own = _flying[key] = threading.Event()
    if flight is not None:
        if wait:
            flight.wait(LONGEST_BUILD_SECONDS)
        yield False
        return
    try:
        with _among_processes(key, wait=wait) as is_mine:
            yield is_mine
    finally:
        del _flying[key]
        own.set()


@contextmanager
def _among_processes(key: str, *, wait: bool) -> Iterator[bool]:
    name = f"{settings.CACHE_PREFIX}building:{key}"
    redis = connection.client()
    if not redis.set(name, b"1", nx=True, px=LONGEST_BUILD_SECONDS * 1000):
        deadline = time.monotonic() + LONGEST_BUILD_SECONDS
        while wait and redis.exists(name) == 1 and time.monotonic() < deadline:
            time.sleep(_POLL_SECONDS)
        yield False
        return
    try:
        yield True
    finally:
        with suppress(Away):
            redis.delete(name)
