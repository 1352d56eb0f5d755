"""What this process keeps of the cache itself, so that a hit costs no round trip while nothing was touched."""

import math
import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from django.conf import settings

from electricityshop.caching import connection
from electricityshop.caching.connection import Moment


@dataclass(frozen=True, slots=True)
class Known:
    """An answer of Redis: `moment` was, at some time between the two that `time.monotonic` gave."""

    moment: Moment
    asked_at: float
    answered_at: float


class Clock:
    """The moment as Redis told it, believed for `CACHE_LEASE_MS`: the longest that another process's touch is missed.

    It never goes back. A thread may be late with its answer while another one builds; what that one asks for
    meanwhile must not be older than the moment its build was begun at, or the old would be kept as new.
    """

    def __init__(self, lease: float) -> None:
        self._lease = lease
        self._known: Known | None = None
        self._not_before = -math.inf
        self._lock = threading.Lock()

    def moment(self) -> Moment:
        """Raises `Away`."""
        while True:
            known = self._known
            asked_at = time.monotonic()
            if (
                known is not None
                and asked_at - known.asked_at < self._lease
                and known.asked_at >= self._not_before
            ):
                return known.moment
            moment = self.learn(connection.note(), asked_at)
            if moment is not None:
                return moment

    def learn(self, moment: Moment, asked_at: float) -> Moment | None:
        """Take an answer to what was asked at that time; the later of it and what is known, None if that is unclear."""
        with self._lock:
            known = self._known
            if asked_at < self._not_before:
                return None
            if known is not None and asked_at < known.answered_at:
                if moment.generation != known.moment.generation:
                    return None
                if moment.number < known.moment.number:
                    return known.moment
            self._known = Known(moment, asked_at, time.monotonic())
            return moment

    def forget(self) -> None:
        """Believe no answer to what was asked before now."""
        with self._lock:
            self._not_before = time.monotonic()


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
