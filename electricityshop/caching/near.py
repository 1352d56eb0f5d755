"""What this process keeps of the cache itself, so that a hit costs no round trip while nothing was touched."""

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from electricityshop.caching import connection
from electricityshop.caching.connection import Moment


class Clock:
    """The moment as Redis told it, believed for `CACHE_LEASE_MS`: the longest that another process's touch is missed."""

    def __init__(self, lease: float) -> None:
        self._lease = lease
        self._known: tuple[Moment, float] | None = None

    def moment(self) -> Moment:
        """Raises `Away`."""
        known = self._known
        asked_at = time.monotonic()
        if known is not None and asked_at - known[1] < self._lease:
            return known[0]
        moment = connection.note()
        self._known = moment, asked_at
        return moment

    def learn(self, moment: Moment, asked_at: float) -> None:
        self._known = moment, asked_at

    def forget(self) -> None:
        self._known = None


@dataclass(slots=True)
class Copy:
    """An entry as it was decoded; it held at `moment`."""

    id: bytes
    entry: Any
    moment: Moment
    size: int


class Near:
    """The copies used last, at most `most_bytes` of them as they are stored."""

    def __init__(self, most_bytes: int) -> None:
        self._most_bytes = most_bytes
        self._bytes = 0
        self._copies: OrderedDict[str, Copy] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: str) -> Copy | None:
        copy = self._copies.get(key)
        if copy is not None:
            with self._lock:
                if key in self._copies:
                    self._copies.move_to_end(key)
        return copy

    def put(self, key: str, copy: Copy) -> None:
        with self._lock:
            self._drop(key)
            self._copies[key] = copy
            self._bytes += copy.size
            while self._bytes > self._most_bytes:
                self._drop(next(iter(self._copies)))

    def drop(self, key: str) -> None:
        with self._lock:
            self._drop(key)

    def clear(self) -> None:
        with self._lock:
            self._copies.clear()
            self._bytes = 0

    def _drop(self, key: str) -> None:
        copy = self._copies.pop(key, None)
        if copy is not None:
            self._bytes -= copy.size


CLOCK = Clock(settings.CACHE_LEASE_MS / 1000)
NEAR = Near(settings.CACHE_NEAR_BYTES)


def forget() -> None:
    """Believe nothing of what this process knows."""
    CLOCK.forget()
    NEAR.clear()
