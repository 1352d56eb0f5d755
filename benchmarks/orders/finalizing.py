"""Finalizations per second with five workers, beside as many empty jobs in the same pool in the same run.

A finalization is everything from ringing for a paid order to its confirmation mail handed over and marked: four steps,
each claimed and completed in PostgreSQL. An empty job is what RQ itself costs. With `quick` the pool of the chosen
worker class is measured, else also the others (docs/adr/0015).
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator

from benchmarks.orders.speed.shop import measured_shop
from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT

AREA = "orders"
LEAST_RATIO = 0.5
WORKERS = 5
Figures = dict[str, tuple[float, float]]
"""Work to (per second, CPU milliseconds), medians."""


def rows(quick: bool) -> Iterator[Row]:
    count, rounds = (80, 3) if quick else (300, 3)
    with measured_shop():
        chosen = _figures(count, rounds)
        yield from _rows("chosen worker", chosen)
        ratio = chosen["finalization"][0] / chosen["empty"][0]
        yield Row(
            AREA, "finalizations per empty job", round(ratio, 2), LEAST_RATIO, "x", ratio >= LEAST_RATIO
        )


def _figures(count: int, rounds: int, **environment: str) -> Figures:
    command = [
        sys.executable,
        "-m",
        "benchmarks.orders.speed.finalizations",
        str(count),
        str(rounds),
        str(WORKERS),
    ]
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=os.environ | environment,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    found = json.loads(done.stdout.splitlines()[-1])
    return {
        work: (_median(found, work, "per_second"), _median(found, work, "cpu"))
        for work in ("empty", "finalization")
    }


def _median(found: list[dict[str, float]], work: str, name: str) -> float:
    return statistics.median(figure[name] for figure in found if figure["work"] == work)


def _rows(name: str, figures: Figures) -> Iterator[Row]:
    for work, (per_second, cpu) in figures.items():
        yield Row.stated(AREA, f"{name}: {work}s per second, {WORKERS} workers", per_second, "1/s")
        yield Row.stated(AREA, f"{name}: CPU per {work}", cpu, "ms")
