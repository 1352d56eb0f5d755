"""Run as a program: paid orders are finalized by a pool of workers, and the same pool runs as many empty jobs.

`python -m benchmarks.orders.speed.finalizations COUNT ROUNDS WORKERS` prints one JSON list of figures. All orders are
paid before the pool starts; the clock runs from the first ring to the last confirmation mail marked as sent.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from benchmarks.load import cpu_seconds
from benchmarks.orders.speed.shop import data_processes
from electricityshop.embedded.environment import ROOT

WITHIN_SECONDS = 300.0
PAUSE_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Figure:
    """`cpu` is milliseconds per job of the pool, PostgreSQL and Redis together."""

    work: str
    per_second: float
    cpu: float


def main(count: int, rounds: int, workers: int) -> None:
    import django  # noqa: PLC0415  # the settings are the caller's

    django.setup()
    from benchmarks.orders.speed import ringing  # noqa: PLC0415  # needs Django

    numbers = ringing.paid_orders(count * (rounds + 1))
    ringing.forget_jobs()
    figures = []
    with _pool(workers) as pool:
        _wait(lambda: ringing.workers() == workers)
        for turn in range(rounds + 1):
            found = _round(pool, numbers[turn * count : (turn + 1) * count])
            figures += found if turn else []  # the first round warms up
    print(json.dumps([asdict(figure) for figure in figures]))


def _round(pool: int, numbers: list[str]) -> list[Figure]:
    from benchmarks.orders.speed import ringing  # noqa: PLC0415  # needs Django

    ringing.forget_jobs()
    count, before = len(numbers), ringing.confirmed()
    return [
        _figure("empty", pool, count, lambda: ringing.ring_empty(count), ringing.ended),
        _figure(
            "finalization", pool, count, lambda: ringing.ring(numbers), lambda: ringing.confirmed() - before
        ),
    ]


def _figure(work: str, pool: int, count: int, ring: Callable[[], None], ended: Callable[[], int]) -> Figure:
    roots = [pool, *data_processes()]
    before, started = cpu_seconds(roots), time.perf_counter()
    ring()
    _wait(lambda: ended() >= count)
    elapsed = time.perf_counter() - started
    return Figure(work, count / elapsed, 1000 * (cpu_seconds(roots) - before) / count)


@contextmanager
def _pool(workers: int) -> Iterator[int]:
    """Process id of the running pool."""
    words = [sys.executable, "manage.py", "run_workers", "--workers", str(workers)]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=_log())
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(60)


def _log() -> int:
    return os.open(f"{os.environ['VAR_DIR']}/workers.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def _wait(is_so: Callable[[], bool]) -> None:
    deadline = time.monotonic() + WITHIN_SECONDS
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError(f"not so within {WITHIN_SECONDS} s; see workers.log")
        time.sleep(PAUSE_SECONDS)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
