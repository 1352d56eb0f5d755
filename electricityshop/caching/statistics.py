"""How often the cache helped: counted here, and added up in Redis about once a second."""

import random
import threading
import time
from collections import Counter
from contextlib import suppress

from django.conf import settings

from electricityshop.caching import connection
from electricityshop.caching.connection import Away

COUNTS = f"{settings.CACHE_PREFIX}counts"
BUSY = f"{settings.CACHE_PREFIX}busy"
EVERY_SECONDS = 1.0
ADDRESSES_LOOKED_AT = 0.1
MOST_ADDRESSES = 500

_counts: Counter[str] = Counter()
_addresses: Counter[str] = Counter()
_lock = threading.Lock()
_sent_at = time.monotonic()


def count(kind: str, name: str, outcome: str, address: str = "") -> None:
    """One more `outcome` of a `kind` ("query", "page") called `name`; of a page with an address, now and then that too."""
    _counts[f"{kind} {name} {outcome}"] += 1
    if address and random.random() < ADDRESSES_LOOKED_AT:
        _addresses[address] += 1
    if time.monotonic() - _sent_at > EVERY_SECONDS:
        send()


def send() -> None:
    """Add this process's counts to the sums. What cannot be sent is lost: these are statistics."""
    global _sent_at  # noqa: PLW0603  # the time of the last sending is this module's state
    with _lock:
        _sent_at = time.monotonic()
        waiting, busy = dict(_counts), _addresses.most_common(20)
        _counts.clear()
        _addresses.clear()
    with suppress(Away):
        redis = connection.client()
        for name, number in waiting.items():
            redis.hincrby(COUNTS, name, number)
        for address, number in busy:
            redis.zincrby(BUSY, number, address)
        if busy:
            redis.zremrangebyrank(BUSY, 0, -MOST_ADDRESSES - 1)


def counted() -> dict[tuple[str, str], dict[str, int]]:
    """(kind, name) to outcome to how many, over all processes. Raises `Away`."""
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for field, number in connection.client().hgetall(COUNTS).items():
        kind, name, outcome = field.decode().split(" ")
        sums.setdefault((kind, name), {})[outcome] = int(number)
    return sums


def busiest(most: int) -> list[str]:
    """Addresses of the pages asked for most, the busiest first. Raises `Away`."""
    return [address.decode() for address in connection.client().zrevrange(BUSY, 0, most - 1)]
