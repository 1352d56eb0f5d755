"""The readers and writers of the coherence proof: processes, forked from one that has the shop's code loaded."""

import multiprocessing
import signal
import sys
import time
from collections.abc import Callable
from multiprocessing.context import ForkProcess
from typing import Any

from benchmarks.coherence_pace import Pace
from benchmarks.coherence_query_reader import read_queries
from benchmarks.coherence_reader import read
from benchmarks.coherence_shop import SHELVES, directory
from benchmarks.coherence_writer import write_bursts

HTTP_READERS = 8
QUERY_READERS = 2
SETTLED_SECONDS = 0.5
"""How long readers go on after the last commit: longer than anything may still be seen."""


def main(bursts: str, others: str) -> None:
    """Each writer makes `bursts` bursts. Begins when the file `go` is there; ends badly when one of them does."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that those that were forked end too
    files = directory()
    (files / "ready").touch()
    while not (files / "go").exists():
        time.sleep(0.01)
    pace = Pace()
    readers = [_forked(read, f"http-{each}", pace) for each in range(HTTP_READERS)]
    readers += [_forked(read_queries, f"query-{each}", pace) for each in range(QUERY_READERS)]
    writers = [
        _forked(write_bursts, each, int(bursts), pace, others=others == "yes") for each in range(SHELVES)
    ]
    _ended(writers)
    time.sleep(SETTLED_SECONDS)
    (files / "stop").touch()
    _ended(readers)


def _forked(run: Callable[..., None], *arguments: Any, **options: Any) -> ForkProcess:
    process = multiprocessing.get_context("fork").Process(
        target=run, args=arguments, kwargs=options, daemon=True
    )
    process.start()
    return process


def _ended(processes: list[ForkProcess]) -> None:
    for process in processes:
        process.join()
        if process.exitcode:
            sys.exit(f"{process.name} of the crew ended with {process.exitcode}")
