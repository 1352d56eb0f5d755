"""A million products and five million order lines on the embedded PostgreSQL, beside ten thousand products: `make prove ONLY=search`.

Database time of a request is what its statements took, summed, as the shop waits for them; no page cache, no answer kept
but what hardly ever changes. Every request is asked once before it is timed. `QUICK=1` takes 2,000 and 50,000 products.
`SCALE_SHOPS=DIRECTORY` keeps the two shops, and uses those that are there.
"""

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.rows import Row
from benchmarks.search.scale.shop import Built, Facts, Size, facts, shop
from electricityshop.embedded.environment import ROOT

AREA = "search"
LIMITS = {"search": 60.0, "category": 60.0, "autocomplete": 15.0, "order history": 10.0}
"""Milliseconds of database time that 95 of 100 requests stay below."""
GROWTH = 2.0
_SMALL, _LARGE = Size("small", 10_000, 15_200), Size("large", 1_000_000, 1_520_000)
_QUICK_SMALL, _QUICK_LARGE = Size("small", 2_000, 1_500), Size("large", 50_000, 31_000)
Measured = dict[str, Any]


def rows(quick: bool) -> Iterator[Row]:
    """One row per figure; how the shops were built first."""
    with shop(_QUICK_SMALL if quick else _SMALL):
        small = measure()
    with shop(_QUICK_LARGE if quick else _LARGE) as built:
        yield from _told(built, facts())
        large = measure()
    for name, limit in LIMITS.items():
        yield from compared(name, limit, small[name], large[name])


def measure(*names: str) -> dict[str, Measured]:
    """In a process of its own, as Django knows one database."""
    command = [sys.executable, "-m", "benchmarks.search.scale.measure", *names]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    return dict(json.loads(done.stdout))


def _told(built: Built, found: Facts) -> Iterator[Row]:
    for name, value, unit in (
        ("products", found.products, "products"),
        ("variants", found.variants, "variants"),
        ("order lines", found.order_lines, "lines"),
        ("customers", found.customers, "customers"),
        ("disk", found.disk_gb, "GB"),
        ("generate_catalog", built.catalog_seconds, "s"),
        ("generate_orders", built.orders_seconds, "s"),
        ("generators' peak memory", built.peak_memory_mb, "MB"),
    ):
        yield Row.stated(AREA, f"large shop: {name}", value, unit)
    settings = ", ".join(f"{name} {value}" for name, value in sorted(found.settings.items()))
    yield Row(AREA, "large shop: server settings", settings, None, "", ok=True)


def compared(name: str, limit: float, small: Measured, large: Measured) -> Iterator[Row]:
    """What 95 of 100 stay below in the large shop, and how many times the small shop's that is; psql's beside it."""
    if large["skipped"]:
        yield Row(AREA, f"{name}: skipped, {large['skipped']}", None, limit, "ms", ok=True)
        return
    for client in ("shop", "psql"):
        times = sorted(request[client] for request in large["requests"])
        before = sorted(request[client] for request in small["requests"])
        growth = percentile(times, 95) / max(percentile(before, 95), 0.001)
        label = f"{name}, {client}"
        yield Row.stated(AREA, f"{label}: median", statistics.median(times), "ms")
        if client == "shop":
            yield Row.at_most(AREA, f"{label}: p95", percentile(times, 95), limit, "ms")
        else:
            yield Row.stated(AREA, f"{label}: p95", percentile(times, 95), "ms")
        yield Row.stated(AREA, f"{label}: longest", times[-1], "ms")
        yield Row.stated(AREA, f"{label}: p95 in the small shop", percentile(before, 95), "ms")
        if client == "shop":
            yield Row.at_most(AREA, f"{label}: p95, large against small", growth, GROWTH, "times")
    yield Row.stated(AREA, f"{name}: requests", len(large["requests"]), "requests")
    yield Row.stated(
        AREA, f"{name}: most statements", max(each["statements"] for each in large["requests"]), "statements"
    )


def percentile(ordered: list[float], percent: int) -> float:
    """The smallest that so many of 100 do not exceed."""
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
