"""What price visitors see when it changes while something is wrong with the cache's Redis."""

import json
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import psycopg

from benchmarks.client import Guest
from benchmarks.redis_faults_injection import FAULTS, CacheRedis
from benchmarks.rows import Row
from electricityshop.embedded.running import RunningDemo

AREA = "caching"
CHANGING = ("frozen", "full", "read-only")
OLD = 77_707
"""The price before the fault, which no other product has."""
READERS = 3
LEASE_SECONDS = 0.05
"""More than the longest lease: the time after a commit within which another process may still be believed."""
USABLE_WITHIN_SECONDS = 1.0
PRICE = "UPDATE catalog_variant SET price = %s WHERE sku = %s"


@dataclass
class Reading:
    """(begun at, ended at, whether the old price was in it) of each answer."""

    answers: list[tuple[float, float, bool]] = field(default_factory=list)

    def old_begun(self, after: float, before: float = float("inf")) -> list[float]:
        """When those with the old price were begun that began and ended in between."""
        return [
            begun for begun, ended, is_old in self.answers if is_old and after <= begun and ended < before
        ]


def rows(demo: RunningDemo, redis: CacheRedis, *, seconds: float) -> Iterator[Row]:
    """A price is changed by another program, by SQL, during each of the faults."""
    published = json.loads((demo.directory / "environment.json").read_text())["environment"]
    url = published["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as database:
        for fault in CHANGING:
            yield from _changed_during(demo.url, redis, database, fault, seconds)


def _changed_during(
    url: str, redis: CacheRedis, database: psycopg.Connection, fault: str, seconds: float
) -> Iterator[Row]:
    product, another = Guest(url).sellable(2)
    sku = product["sku"]
    database.execute(PRICE, [OLD, sku])
    time.sleep(0.5)
    with _reading(url, product["slug"]) as reading:
        time.sleep(1)
        with FAULTS[fault](redis):
            time.sleep(0.5)
            # the relay is told first of another product, and finds out with that one what is wrong with Redis
            database.execute(PRICE, [another["price"] + 1, another["sku"]])
            time.sleep(0.5)
            database.execute(PRICE, [product["price"], sku])
            committed = time.monotonic()
            time.sleep(seconds)
            over = time.monotonic()
        ended = time.monotonic()
        time.sleep(3)
    if not reading.old_begun(0, committed):
        raise RuntimeError("nobody saw the old price before it changed")
    name = f"Redis {fault}: answers with a price older than the last commit"
    during = reading.old_begun(committed + LEASE_SECONDS, over)
    yield Row.equal(AREA, f"{name}, while it is", len(during), 0)
    late = reading.old_begun(ended + USABLE_WITHIN_SECONDS)
    yield Row.equal(AREA, f"{name}, from {USABLE_WITHIN_SECONDS} s after it ended", len(late), 0)
    after = reading.old_begun(over)
    yield Row.stated(AREA, f"{name}, after it ended", len(after), f"of {len(reading.answers)}")
    if after:
        yield Row.stated(AREA, f"Redis {fault}: the last old price, after it ended", max(after) - ended, "s")


@contextmanager
def _reading(url: str, slug: str) -> Iterator[Reading]:
    """Readers of the product's page and of its API resource, as fast as they are answered."""
    reading, over = Reading(), threading.Event()
    wanted = {f"{url}/p/{slug}/": f"{OLD / 100}", f"{url}/api/v1/products/{slug}": str(OLD)}

    def read() -> None:
        while not over.is_set():
            for address, old in wanted.items():
                begun = time.monotonic()
                with urllib.request.urlopen(address, timeout=30) as answer:
                    body = answer.read().decode()
                reading.answers.append((begun, time.monotonic(), old in body))

    readers = [threading.Thread(target=read) for _ in range(READERS)]
    for reader in readers:
        reader.start()
    try:
        yield reading
    finally:
        over.set()
        for reader in readers:
            reader.join()
