"""Finalizations per second with five workers, beside as many empty jobs in the same run.

A finalization is everything from ringing for a paid order to its confirmation mail handed over and marked: four steps,
each claimed and completed in PostgreSQL. An empty job is what RQ itself costs: with RQ's own worker class, which forks
for every job, and in the shop's own pool (docs/adr/0015).
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from benchmarks.orders.speed.shop import measured_shop
from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT

AREA = "orders"
LEAST_RATIO = 0.5
WORKERS = 5
NAMES = {
    "stock": "empty jobs, RQ's own worker",
    "empty": "empty jobs, the shop's worker",
    "finalization": "finalizations",
}
Figures = dict[str, tuple[float, float]]
"""Work to (per second, CPU milliseconds), medians."""


def rows(quick: bool) -> Iterator[Row]:
    count, rounds = (80, 2) if quick else (300, 3)
    with measured_shop():
        found = figures(count, rounds)
        for work, (per_second, cpu) in found.items():
            yield Row.stated(AREA, f"{NAMES[work]}, {WORKERS} workers: per second", per_second, "1/s")
            yield Row.stated(AREA, f"{NAMES[work]}: CPU", cpu, "ms")
        yield at_least("finalizations per empty job of RQ's own worker", _ratio(found, "stock"))
        own = _ratio(found, "empty")
        yield Row.stated(AREA, "finalizations per empty job in the same pool", own, "x")
        slow = figures(20, 1, SPEED_SABOTAGE="1")
        found_out = not at_least("", _ratio(slow, "stock")).ok
        yield Row.equal(AREA, "sabotage: a step that wastes 200 ms is found out", found_out, True)


def at_least(name: str, ratio: float) -> Row:
    return Row(AREA, name, round(ratio, 2), LEAST_RATIO, "x", ratio >= LEAST_RATIO)


def _ratio(found: Figures, to: str) -> float:
    return found["finalization"][0] / found[to][0]


def figures(count: int, rounds: int, **environment: str) -> Figures:
    words = [str(number) for number in (count, rounds, WORKERS)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.orders.speed.finalizations", *words],
        cwd=ROOT, env=os.environ | environment, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    found = json.loads(done.stdout.splitlines()[-1])
    return {work: (_median(found, work, "per_second"), _median(found, work, "cpu")) for work in NAMES}


def _median(found: list[dict[str, Any]], work: str, name: str) -> float:
    return float(statistics.median(figure[name] for figure in found if figure["work"] == work))
