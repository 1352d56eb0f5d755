"""The queue's Redis is killed without persistence, flushed, and away for a while, with orders in flight."""

import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from benchmarks.orders.deaths import evidence
from benchmarks.orders.deaths.buyers import SKUS, Buyer
from benchmarks.orders.deaths.evidence import AREA
from benchmarks.orders.deaths.shop import Shop, wait_until
from benchmarks.redis_faults_injection import CacheRedis
from benchmarks.rows import Row

ALL_FINISHED_WITHIN_SECONDS = 600.0
BUYERS = 8


def rows(shop: Shop, quick: bool) -> Iterator[Row]:
    orders, away = (20, 10) if quick else (100, 60)
    redis = CacheRedis(Path(re.sub(r"^unix://|\?.*$", "", shop.environment["QUEUE_REDIS_URL"])))
    redis.client.config_set("appendonly", "no")
    faults: dict[str, Callable[[], object]] = {
        "killed without persistence": lambda: redis.start(redis.stop()),
        "flushed": redis.client.flushall,
        f"away for {away} s": lambda: _away(redis, away),
    }
    shop.at_end.callback(redis.close)
    for fault, happen in faults.items():
        yield from _during(shop, f"queue {fault}", happen, orders)


def _during(shop: Shop, name: str, happen: Callable[[], object], orders: int) -> Iterator[Row]:
    numbers = paid_orders(shop, orders)
    in_flight = len(evidence.unfinished(shop, numbers))
    happen()
    seconds = wait_until(
        lambda: not evidence.unfinished(shop, numbers), within=ALL_FINISHED_WITHIN_SECONDS, what=name
    )
    yield Row.stated(AREA, f"{name}: orders in flight", in_flight, f"of {orders}")
    yield Row.stated(AREA, f"{name}: all finished after", seconds, "s")
    yield from evidence.rows(shop, name, numbers)
    yield from evidence.mail_rows(shop, name, numbers)
    yield Row.equal(AREA, f"{name}: confirmations repeated", len(evidence.repeated_mails(shop, numbers)), 0)


def paid_orders(shop: Shop, count: int) -> list[str]:
    """Numbers of orders that were all paid before the shop was told of the first, which it has been just now."""
    _webhooks(shop, {"hold": True})
    with ThreadPoolExecutor(BUYERS) as pool:
        numbers = list(pool.map(lambda number: _paid(shop, SKUS[number % len(SKUS)]), range(count)))
    _webhooks(shop, {"hold": False})
    time.sleep(0.5)
    return numbers


def _paid(shop: Shop, sku: str) -> str:
    buyer = Buyer(shop.url, sku)
    bought = buyer.buy()
    buyer.pay(bought)
    return bought.number


def _webhooks(shop: Shop, wanted: dict[str, Any]) -> None:
    request = urllib.request.Request(
        f"{shop.sandbox_url}/_sandbox/faults",
        json.dumps({"webhooks": wanted}).encode(),
        {"Content-Type": "application/json"},
    )
    urllib.request.urlopen(request, timeout=30).close()


def _away(redis: CacheRedis, seconds: float) -> None:
    command = redis.stop()
    time.sleep(seconds)
    redis.start(command)
