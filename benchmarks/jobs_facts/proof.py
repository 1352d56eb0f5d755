"""Killed workers, failed parents, a Redis that forgets or freezes: what becomes of jobs, with real workers."""

import json
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import django
import psutil

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row
from electricityshop.embedded.environment import ROOT

AREA = "jobs"
RECOVERED_WITHIN_SECONDS = 15.0
JOBS = "benchmarks.jobs_facts.jobs"


@dataclass(frozen=True, slots=True)
class Line:
    """One line a job wrote."""

    what: str
    at: float
    horse: int
    worker: int


def rows(quick: bool) -> Iterator[Row]:
    with fresh_database(), tempfile.TemporaryDirectory(prefix="eshop-facts-") as directory:
        os.environ["DJANGO_SETTINGS_MODULE"] = "benchmarks.jobs_facts.settings"
        django.setup()
        with workers():
            yield from _killed(Path(directory), rounds=1 if quick else 3)
            yield from _continued(Path(directory))
            yield from _after_a_failure()
        yield from _forgotten()
        yield from _frozen()


@contextmanager
def workers() -> Iterator[None]:
    """The pool as production runs it, two of them."""
    command = [sys.executable, "manage.py", "run_workers", "--workers", "2"]
    pool = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
    finally:
        children = psutil.Process(pool.pid).children(recursive=True)
        pool.terminate()
        pool.wait(60)
        for child in children:
            if child.is_running():
                child.kill()


def _killed(directory: Path, rounds: int) -> Iterator[Row]:
    from electricityshop.jobs.enqueueing import enqueue  # noqa: PLC0415  # needs Django

    def plain(path: Path, seconds: int) -> None:
        _queue().enqueue(f"{JOBS}.work", kwargs={"path": str(path), "seconds": seconds})

    def ours(path: Path, seconds: int) -> None:
        enqueue(f"{JOBS}.work", path=str(path), seconds=seconds)

    again = [_again(directory / f"plain{n}", plain, _horse, within=10) for n in range(rounds)]
    yield Row.equal(AREA, "horse killed, RQ's own enqueue: run again within 10 s", _ran(again), 0)
    again = [_again(directory / f"horse{n}", ours, _horse) for n in range(rounds)]
    yield Row.at_most(
        AREA, "horse killed, our enqueue: run again after", max(again), RECOVERED_WITHIN_SECONDS, "s"
    )
    again = [_again(directory / f"both{n}", ours, _both) for n in range(rounds)]
    name = "worker and horse killed: run again after"
    yield Row.at_most(AREA, name, max(again), RECOVERED_WITHIN_SECONDS, "s")
    path = directory / "orphan"
    _again(path, ours, _worker, seconds=20)
    _wait(lambda: [line.what for line in _lines(path)].count("end") == 2, 60)
    yield Row.equal(AREA, "worker killed alone: the job ran twice, at the same time", _overlapped(path), True)


def _again(
    path: Path,
    queue: Callable[[Path, int], None],
    kill: Callable[[Line], None],
    *,
    seconds: int = 3,
    within: float = 60,
) -> float:
    """Seconds from the kill to the second start; infinite when there was none `within` so many."""
    queue(path, seconds)
    if not _wait(lambda: len(_lines(path)) == 1, 120):
        raise RuntimeError("no worker began the job within two minutes")
    kill(_lines(path)[0])
    killed = time.time()
    if not _wait(lambda: sum(line.what == "start" for line in _lines(path)) == 2, within):
        return float("inf")
    return [line for line in _lines(path) if line.what == "start"][1].at - killed


def _horse(line: Line) -> None:
    os.kill(line.horse, signal.SIGKILL)


def _worker(line: Line) -> None:
    os.kill(line.worker, signal.SIGKILL)


def _both(line: Line) -> None:
    _worker(line)
    _horse(line)


def _ran(again: list[float]) -> int:
    return sum(seconds != float("inf") for seconds in again)


def _overlapped(path: Path) -> bool:
    """Whether the second run began before the first one ended."""
    lines = _lines(path)
    starts = [line.at for line in lines if line.what == "start"]
    ends = [line.at for line in lines if line.what == "end"]
    return len(starts) == len(ends) == 2 and starts[1] < ends[0]


def _continued(directory: Path) -> Iterator[Row]:
    from electricityshop.jobs.enqueueing import continue_with, enqueue  # noqa: PLC0415  # needs Django

    path, then = directory / "first", directory / "then"

    def both(path: Path, seconds: int) -> None:
        first = enqueue(f"{JOBS}.work", path=str(path), seconds=seconds)
        continue_with(first, f"{JOBS}.work", path=str(then), seconds=0)

    _again(path, both, _both)
    has_run = _wait(lambda: len(_lines(then)) == 2, 30)
    has_waited = has_run and _lines(path)[-1].what == "end" and _lines(path)[-1].at <= _lines(then)[0].at
    name = "worker and horse killed: what continues the job ran once, after it"
    yield Row.equal(AREA, name, has_waited, True)


def _after_a_failure() -> Iterator[Row]:
    queue = _queue()
    failing = queue.enqueue(f"{JOBS}.fail")
    dependent = queue.enqueue(f"{JOBS}.fail", depends_on=failing)
    _wait(lambda: failing.get_status(refresh=True) == "failed", 30)
    time.sleep(5)
    status = dependent.get_status(refresh=True).value
    yield Row.equal(AREA, "a job whose parent failed, five seconds later", status, "deferred")
    dependent.delete()


def _forgotten() -> Iterator[Row]:
    queue = _queue()
    for _ in range(500):
        queue.enqueue(f"{JOBS}.fail")
    queue.connection.flushdb()
    yield Row.equal(AREA, "of 500 queued jobs left after FLUSHDB", queue.count, 0)


def _frozen() -> Iterator[Row]:
    """What a command pays for ringing: with Redis there, and with one that takes connections and is silent."""
    from electricityshop.jobs.enqueueing import ring  # noqa: PLC0415  # needs Django

    def cost() -> float:
        started = time.perf_counter()
        ring(f"{JOBS}.fail")
        return (time.perf_counter() - started) * 1000

    cost()
    yield Row.stated(AREA, "ringing, median", statistics.median(cost() for _ in range(200)), "ms")
    redis = psutil.Process(int(_queue().connection.info("server")["process_id"]))
    redis.suspend()
    try:
        first = cost()
        later = [cost() for _ in range(50)]
    finally:
        redis.resume()
    yield Row.at_most(AREA, "ringing while Redis is frozen: the first", first, 500, "ms")
    yield Row.at_most(
        AREA, "ringing while Redis is frozen: the next 50, median", statistics.median(later), 5, "ms"
    )


def _queue() -> Any:
    import django_rq  # noqa: PLC0415  # needs Django

    return django_rq.get_queue("default")


def _lines(path: Path) -> list[Line]:
    if not path.exists():
        return []
    words = [line.split() for line in path.read_text().splitlines()]
    return [Line(what, float(at), int(horse), int(worker)) for what, at, horse, worker in words]


def _wait(until: Callable[[], bool], seconds: float) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if until():
            return True
        time.sleep(0.02)
    return False


if __name__ == "__main__":
    for row in rows(bool(os.environ.get("QUICK"))):
        print(json.dumps(asdict(row)), flush=True)
