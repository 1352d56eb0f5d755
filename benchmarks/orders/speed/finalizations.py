"""Run as a program: paid orders are finalized by a pool of workers, and the same pool runs as many empty jobs.

RQ's own worker class runs as many empty jobs before and after.

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

from django.conf import settings

from benchmarks.load import cpu_seconds
from benchmarks.orders.speed.shop import data_processes
from electricityshop.embedded.environment import ROOT

STOCK = "rq.Worker"
"""RQ's own: it forks for every job."""
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
    figures = []
    with _pool(workers, STOCK) as pool:
        figures += [_empty("stock", pool, count) for _ in range(2)]
    with _pool(workers, settings.JOB_WORKER_CLASS) as pool:
        for turn in range(rounds + 1):
            mine = numbers[turn * count : (turn + 1) * count]
            found = [_empty("empty", pool, count), _finalization(pool, mine)]
            figures += found if turn else []  # the first round warms up
    with _pool(workers, STOCK) as pool:
        figures += [_empty("stock", pool, count) for _ in range(2)]
    print(json.dumps([asdict(figure) for figure in figures]))


def _empty(work: str, pool: int, count: int) -> Figure:
    from benchmarks.orders.speed.ringing import ring_empty  # noqa: PLC0415  # needs Django

    return _figure(work, pool, count, lambda: ring_empty(count))


def _finalization(pool: int, numbers: list[str]) -> Figure:
    from benchmarks.orders.speed import ringing  # noqa: PLC0415  # needs Django

    before = ringing.confirmed()
    figure = _figure("finalization", pool, len(numbers), lambda: ringing.ring(numbers))
    if ringing.confirmed() - before != len(numbers):
        raise RuntimeError("a job ended, and its order is not confirmed")
    return figure


def _figure(work: str, pool: int, count: int, ring: Callable[[], None]) -> Figure:
    """From the first ring until as many jobs have ended well."""
    from benchmarks.orders.speed import ringing  # noqa: PLC0415  # needs Django

    ringing.forget_jobs()
    roots = [pool, *data_processes()]
    before, started = cpu_seconds(roots), time.perf_counter()
    ring()
    _wait(lambda: ringing.ended() >= count)
    elapsed = time.perf_counter() - started
    return Figure(work, count / elapsed, 1000 * (cpu_seconds(roots) - before) / count)


@contextmanager
def _pool(workers: int, worker_class: str) -> Iterator[int]:
    """Process id of the running pool."""
    from benchmarks.orders.speed import ringing  # noqa: PLC0415  # needs Django

    ringing.forget_jobs()
    words = [sys.executable, "manage.py", "run_workers", "--workers", str(workers)]
    environment = os.environ | {"JOB_WORKER_CLASS": worker_class}
    process = subprocess.Popen(words, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=_log())
    try:
        _wait(lambda: ringing.workers() == workers)
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
