"""The shop while its cache's Redis is stopped, frozen, restarted, flushed, full, read-only or answers garbage.

Visitors browse, fill carts and order before each fault and during it. What a fault adds is measured against the same
requests at the same time to a server that has no Redis to wait for: building a page without it takes what it takes.
"""

import json
import statistics
import time
import urllib.request
from collections.abc import Iterator

import psycopg

from benchmarks import redis_faults_prices
from benchmarks.redis_faults_injection import FAULTS, CacheRedis
from benchmarks.redis_faults_visitors import WELCOME, Asked, unconfirmed, visited
from benchmarks.rows import Row
from benchmarks.served import SHOP, granian, served
from electricityshop.embedded.running import running_demo
from electricityshop.settings.base import CACHE_TIMEOUT_SECONDS

AREA = "caching"
HITS_AGAIN_WITHIN_SECONDS = 5.0
CONFIRMED_WITHIN_SECONDS = 300.0
IN_A_ROW = 10
"""Hits that show that all web processes have hits again."""


def rows(quick: bool) -> Iterator[Row]:
    seconds = 8.0 if quick else 20.0
    with running_demo() as demo:
        published = json.loads((demo.directory / "environment.json").read_text())["environment"]
        without = published | {"REDIS_URL": f"unix://{demo.directory}/nothing.sock?db=1"}
        redis = CacheRedis.of(demo)
        _fill_shelves(published["DATABASE_URL"])
        paid: list[tuple[str, str]] = []
        try:
            with served(granian(), SHOP, **without) as (beside, _):
                with FAULTS["stopped"](redis):  # both have built pages before
                    visited(demo.url, beside, 3)
                for fault in FAULTS:
                    yield from _during(demo.url, beside, redis, fault, seconds, paid)
            left = unconfirmed(demo.url, paid, within=CONFIRMED_WITHIN_SECONDS)
            name = f"of {len(paid)} orders paid during faults of Redis, not confirmed"
            yield Row.equal(AREA, name, left, 0)
            yield from redis_faults_prices.rows(demo, redis, seconds=seconds / 2)
        finally:
            redis.close()


def _fill_shelves(database_url: str) -> None:
    """So that nothing is sold out while visitors order for minutes."""
    with psycopg.connect(database_url.replace("postgres://", "postgresql://"), autocommit=True) as database:
        database.execute("UPDATE catalog_stockitem SET on_hand = 1000000 WHERE on_hand > 0")


def _during(
    url: str, beside: str, redis: CacheRedis, fault: str, seconds: float, paid: list[tuple[str, str]]
) -> Iterator[Row]:
    before, _ = visited(url, beside, seconds / 2)
    with FAULTS[fault](redis):
        during, usual = visited(url, beside, seconds)
    healed = _hits_again(url)
    paid += during.orders
    name = f"Redis {fault}"
    unwelcome = [one for one in during.asked if one.status not in WELCOME]
    yield Row.stated(AREA, f"{name}: requests", len(during.asked), f"with {len(during.orders)} orders paid")
    yield Row.equal(AREA, f"{name}: 5xx", sum(one.status >= 500 for one in unwelcome), 0)
    yield Row.equal(AREA, f"{name}: no answer", sum(one.status == 0 for one in unwelcome), 0)
    refused = sorted({(one.kind, one.status) for one in unwelcome if 400 <= one.status < 500})
    yield Row.equal(AREA, f"{name}: refused", refused, [])
    added = p95_ms(during.asked) - p95_ms(usual.asked)
    yield Row.at_most(AREA, f"{name}: added delay, p95", added, CACHE_TIMEOUT_SECONDS * 1000, "ms")
    hits = p95_ms(during.asked) - p95_ms(before.asked)
    yield Row.stated(AREA, f"{name}: p95 less that before it, with hits", hits, "ms")
    yield Row.at_most(AREA, f"{name}: hits again after", healed, HITS_AGAIN_WITHIN_SECONDS, "s")


def p95_ms(asked: list[Asked]) -> float:
    return statistics.quantiles([one.seconds for one in asked], n=20)[-1] * 1000


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
