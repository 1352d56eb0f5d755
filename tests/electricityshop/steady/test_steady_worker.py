"""The worker that runs its jobs itself: what it does about jobs that hang, and about its own death."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import django_rq
import pytest
from rq import Retry

JOBS = "tests.electricityshop.steady.jobs"
PATIENCE_SECONDS = 120.0
"""For a machine that does much else."""


@contextmanager
def pool(workers: int) -> Iterator[None]:
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.electricityshop.steady.settings",
        "JOB_WORKER_CLASS": "electricityshop.jobs.steady_worker.SteadyWorker",
    }
    process = subprocess.Popen(
        [sys.executable, "manage.py", "run_workers", "--workers", str(workers)],
        cwd=Path(__file__).resolve().parents[3],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield
    finally:
        process.terminate()
        process.wait(60)


def enqueue(name: str, *, timeout: int, **kwargs: object) -> str:
    queue = django_rq.get_queue("high")
    job = queue.enqueue(
        f"{JOBS}.{name}", kwargs=kwargs, job_timeout=timeout, retry=Retry(max=3), result_ttl=60
    )
    return str(job.id)


def noted(key: str) -> list[tuple[str, int]]:
    """What was done and by which process, in order."""
    found = [entry.decode().split() for entry in django_rq.get_connection("high").lrange(key, 0, -1)]
    return [(what, int(pid)) for what, pid in found]


def wait(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not is_so():
        assert time.monotonic() < deadline, "not so in time"
        time.sleep(0.05)


def test_one_process_runs_many_jobs():
    with pool(1):
        for _ in range(5):
            enqueue("note", timeout=10, key="many")
        wait(lambda: len(noted("many")) == 5)

    assert len({pid for _, pid in noted("many")}) == 1


def test_a_job_over_its_time_is_interrupted_and_the_worker_goes_on():
    with pool(1):
        enqueue("linger", timeout=1, key="slow", seconds=600)
        wait(lambda: len(noted("slow")) == 4)  # and its three repeats
        enqueue("note", timeout=10, key="after")
        wait(lambda: noted("after"))

    assert {what for what, _ in noted("slow")} == {"began"}
    assert {pid for _, pid in noted("slow")} == {pid for _, pid in noted("after")}


def test_a_job_that_cannot_be_interrupted_ends_its_process_and_another_takes_its_place():
    with pool(1):
        enqueue("deaf", timeout=1, key="deaf")
        wait(lambda: noted("deaf"))
        enqueue("note", timeout=10, key="after")
        wait(lambda: noted("after"))

    [(_, first), *_] = noted("deaf")
    assert first not in {pid for _, pid in noted("after")}


@pytest.mark.parametrize("seconds", [10])
def test_a_long_job_is_run_once_and_a_killed_workers_job_by_its_sister(seconds):
    """Longer than six seconds: without a sign of life meanwhile the sister would take it over too soon."""
    with pool(2):
        enqueue("linger", timeout=60, key="long", seconds=seconds)
        wait(lambda: len(noted("long")) == 2)
        enqueue("linger", timeout=60, key="killed", seconds=seconds)
        wait(lambda: noted("killed"))
        os.kill(noted("killed")[0][1], signal.SIGKILL)
        wait(lambda: len(noted("killed")) == 3)

    assert [what for what, _ in noted("long")] == ["began", "ended"]
    assert [what for what, _ in noted("killed")] == ["began", "began", "ended"]
    assert noted("killed")[0][1] != noted("killed")[1][1]
