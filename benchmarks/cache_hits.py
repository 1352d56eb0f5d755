"""A page-cache hit beside a bare Django view that returns the same bytes, and what a cached query's hit costs.

Both stand under the same server with the same settings, are asked by the same client and take turns, so that
what else the machine does meets both. CPU is that of the web processes, PostgreSQL and Redis together.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import psutil

from benchmarks.load import cpu_seconds
from benchmarks.pages import processes
from benchmarks.rows import Row
from benchmarks.served import BARE, granian, served
from benchmarks.wrk import Cost, cost
from electricityshop.embedded.environment import ROOT
from electricityshop.embedded.running import RunningDemo, running_demo

AREA = "caching"
PAGES = {"home page": "/", "API list": "/api/v1/products?page=1"}
MOST_CPU, LEAST_RATE = 1.0, 1.0
QUERY_LIMIT_MS = 0.3
CALLS = 20_000
SECONDS = 2.0


def rows(quick: bool) -> Iterator[Row]:
    rounds = 3 if quick else 9
    with running_demo() as demo:
        for name, path in PAGES.items():
            for gzip in (False, True):
                title = f"hit of the {name}, {'gzip' if gzip else 'plain'}"
                yield from compared(title, in_turn(demo, path, gzip=gzip, rounds=rounds))
        yield from query_rows(demo)


def in_turn(demo: RunningDemo, path: str, *, gzip: bool, rounds: int) -> list[tuple[Cost, Cost]]:
    """(hit, bare) of each round; one more before them warms both up."""
    server, data = processes(demo)
    with tempfile.NamedTemporaryFile() as body:
        with urllib.request.urlopen(demo.url + path) as answer:
            body.write(answer.read())
        body.flush()
        with served(granian(), BARE, FLOOR_BODY=body.name) as (bare, pid):
            both = [
                (
                    cost(demo.url + path, seconds=SECONDS, roots=[*server, *data], gzip=gzip),
                    cost(f"{bare}/", seconds=SECONDS, roots=[pid]),
                )
                for _ in range(rounds + 1)
            ]
    require_hit(demo.url + path)
    return both[1:]


def require_hit(url: str) -> None:
    """Raises `RuntimeError` when what was measured is no hit."""
    with urllib.request.urlopen(url) as answer:
        if answer.headers["X-Cache"] not in {"HIT", "STALE"}:
            raise RuntimeError(f"{url} answered {answer.headers['X-Cache']}")


def compared(title: str, both: list[tuple[Cost, Cost]]) -> Iterator[Row]:
    """Medians over the rounds; a ratio is that of one round."""
    hits, bares = [hit for hit, _ in both], [bare for _, bare in both]
    yield Row.stated(AREA, f"{title}: CPU", statistics.median(hit.cpu for hit in hits), "ms/request")
    yield Row.stated(
        AREA, f"{title}: CPU of the bare view", statistics.median(b.cpu for b in bares), "ms/request"
    )
    yield Row.stated(
        AREA, f"{title}: requests", statistics.median(h.requests_per_second for h in hits), "1/s"
    )
    cpu = statistics.median(hit.cpu / bare.cpu for hit, bare in both)
    yield Row.at_most(AREA, f"{title}: CPU", cpu, MOST_CPU, "x bare view")
    rate = statistics.median(hit.requests_per_second / bare.requests_per_second for hit, bare in both)
    name = f"{title}: requests per second (at least)"
    yield Row(AREA, name, round(rate, 3), LEAST_RATE, "x bare view", rate >= LEAST_RATE)


def query_rows(demo: RunningDemo) -> Iterator[Row]:
    """Each in a process of its own: the lease is a setting."""
    published = json.loads((demo.directory / "environment.json").read_text())["environment"]
    for lease, title in (("10", "within the lease"), ("0", "asked of Redis every time")):
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.cache_hits"],
            cwd=ROOT, env=os.environ | published | {"CACHE_LEASE_MS": lease}, check=True, capture_output=True, text=True,
        )  # fmt: skip
        own, redis = json.loads(done.stdout.splitlines()[-1])
        yield Row.at_most(AREA, f"cached query hit, {title}: CPU", own + redis, QUERY_LIMIT_MS, "ms")
        yield Row.stated(AREA, f"cached query hit, {title}: Redis' part", redis, "ms")


def main() -> None:
    """Print [CPU ms of this process, of Redis] per hit of the category tree."""
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from catalog.queries.category_tree import category_tree  # noqa: PLC0415  # needs the settings

    category_tree()
    redis = [redis_pid()]
    before, data = time.process_time(), cpu_seconds(redis)
    for _ in range(CALLS):
        category_tree()
    own, spent = time.process_time() - before, cpu_seconds(redis) - data
    print(json.dumps([own * 1000 / CALLS, spent * 1000 / CALLS]))


def redis_pid() -> int:
    """Of the Redis that the cache is in."""
    from electricityshop.caching.connection import client  # noqa: PLC0415  # needs the settings

    pid: Any = client().info("server")["process_id"]
    return psutil.Process(int(pid)).pid


if __name__ == "__main__":
    main()
