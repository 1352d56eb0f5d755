"""The shop while its cache's Redis is stopped, frozen, restarted, flushed, full, read-only or answers garbage.

Visitors browse, fill carts and order before each fault and during it. What a fault adds to a request is its time
less the median of the same kind of request before the fault.
"""

import statistics
import time
import urllib.request
from collections import defaultdict
from collections.abc import Iterator

from benchmarks import redis_faults_prices
from benchmarks.redis_faults_injection import FAULTS, CacheRedis
from benchmarks.redis_faults_visitors import WELCOME, Asked, unconfirmed, visited
from benchmarks.rows import Row
from electricityshop.embedded.running import running_demo
from electricityshop.settings.base import CACHE_TIMEOUT_SECONDS

AREA = "caching"
HITS_AGAIN_WITHIN_SECONDS = 5.0
IN_A_ROW = 10
"""Hits that show that all web processes have hits again."""


def rows(quick: bool) -> Iterator[Row]:
    seconds = 4.0 if quick else 10.0
    with running_demo() as demo:
        redis = CacheRedis(demo)
        try:
            visited(demo.url, 3)
            for fault in FAULTS:
                yield from _during(demo.url, redis, fault, seconds)
            yield from redis_faults_prices.rows(demo, redis, seconds=seconds / 2)
        finally:
            redis.close()


def _during(url: str, redis: CacheRedis, fault: str, seconds: float) -> Iterator[Row]:
    before = visited(url, seconds)
    with FAULTS[fault](redis):
        during = visited(url, seconds)
    healed = _hits_again(url)
    unwelcome = [one for one in during.asked if one.status not in WELCOME]
    yield Row.stated(AREA, f"Redis {fault}: requests", len(during.asked), "")
    yield Row.equal(AREA, f"Redis {fault}: 5xx", sum(one.status >= 500 for one in unwelcome), 0)
    yield Row.equal(AREA, f"Redis {fault}: no answer", sum(one.status == 0 for one in unwelcome), 0)
    refused = sorted({(one.kind, one.status) for one in unwelcome if 400 <= one.status < 500})
    yield Row.equal(AREA, f"Redis {fault}: refused", refused, [])
    added = _added_ms(before.asked, during.asked)
    limit = CACHE_TIMEOUT_SECONDS * 1000
    yield Row.at_most(
        AREA, f"Redis {fault}: added delay, p95", statistics.quantiles(added, n=20)[-1], limit, "ms"
    )
    yield Row.stated(AREA, f"Redis {fault}: added delay, most", max(added), "ms")
    yield Row.stated(AREA, f"Redis {fault}: orders paid", len(during.orders), "")
    left = unconfirmed(url, during.orders, within=30)
    yield Row.equal(AREA, f"Redis {fault}: paid orders not confirmed after 30 s", left, 0)
    yield Row.at_most(AREA, f"Redis {fault}: hits again after", healed, HITS_AGAIN_WITHIN_SECONDS, "s")


def _added_ms(before: list[Asked], during: list[Asked]) -> list[float]:
    usual: dict[str, list[float]] = defaultdict(list)
    for one in before:
        usual[one.kind].append(one.seconds)
    return [(one.seconds - statistics.median(usual[one.kind])) * 1000 for one in during if one.kind in usual]


def _hits_again(url: str) -> float:
    """Seconds until `IN_A_ROW` answers in a row begin to be hits, from now."""
    started = begun = time.monotonic()
    hits = 0
    while hits < IN_A_ROW and time.monotonic() - started < 4 * HITS_AGAIN_WITHIN_SECONDS:
        asked_at = time.monotonic()
        with urllib.request.urlopen(f"{url}/") as answer:
            is_hit = answer.headers["X-Cache"] == "HIT"
        begun = begun if is_hit and hits else asked_at
        hits = hits + 1 if is_hit else 0
        time.sleep(0.01)
    return begun - started if hits else time.monotonic() - started
