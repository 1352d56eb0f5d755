"""Two hundred readers of one key at the same moment: how often it is built, and how long anybody waits.

They are threads of several processes, and what they ask for is a query that takes PostgreSQL `BUILD_SECONDS`, which
counts there how often it ran. `python -m benchmarks.stampede 25` is one process with 25 readers, told what to do on
its standard input.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg

from benchmarks.fresh_database import fresh_database
from benchmarks.rows import Row
from benchmarks.stampede_readers import BUILD_SECONDS, FRESH_SECONDS, TABLE, readers
from electricityshop.embedded.environment import ROOT

AREA = "caching"
PROCESSES, THREADS = 8, 25
MOST_BUILDS = 2
LONGEST_WAIT = 1.25
"""One build, and a quarter of one for two hundred threads on a few cores to be told that it is done."""
HITS = 3
"""Stampedes with nothing to build: the longest wait in them is what the machine takes to wake so many."""
SETTINGS = {"DJANGO_SETTINGS_MODULE": "electricityshop.settings.demo", "SECRET_KEY": "nothing is signed here"}
SETTLE_SECONDS = 0.3
"""From telling the readers to their starting: enough to have all of them at the line."""


@dataclass(frozen=True, slots=True)
class Stampede:
    """Seconds that each reader waited, with whether it was the value of before; and each build's seconds."""

    waits: list[tuple[float, bool]]
    builds: list[float]

    @property
    def longest(self) -> float:
        return max(wait for wait, _ in self.waits)


def rows(quick: bool) -> Iterator[Row]:
    with fresh_database(), _database() as database, ExitStack() as stack:
        started = [stack.enter_context(_readers()) for _ in range(PROCESSES)]
        herd = Herd(started, database)
        for turn in range(1 if quick else 3):
            yield from _turn(herd, f"stampede {turn + 1}")


def _turn(herd: "Herd", name: str) -> Iterator[Row]:
    """All readers hit first: what that takes is this machine's part in the waits that follow."""
    herd.tell_one("build", name)
    hits = max(herd.stampede(name, "hit").longest for _ in range(HITS))
    yield Row.stated(AREA, f"{name}, nothing to build: longest wait", hits, "s")
    yield from _figures(herd.stampede(f"{name} of none", "never there"), f"{name}, never there")
    herd.tell_one("touch", name)
    yield from _figures(herd.stampede(name, "touched"), f"{name}, touched just before")
    during = herd.stampede(
        f"{name} of what changes", "touched while it is built", touched_after=BUILD_SECONDS / 2
    )
    yield Row.stated(AREA, f"{name}, touched while it is built: builds", len(during.builds), "")
    longest = during.longest / max(during.builds)
    yield Row.stated(AREA, f"{name}, touched while it is built: longest wait", longest, "builds")
    herd.tell_one("build", name)
    time.sleep(FRESH_SECONDS + SETTLE_SECONDS)
    expired = herd.stampede(name, "expired")
    yield from _figures(expired, f"{name}, just expired")
    previous = [wait for wait, is_previous in expired.waits if is_previous]
    yield Row.stated(AREA, f"{name}, just expired: served the previous value", len(previous), "readers")
    longest = max(previous, default=0.0) / max(expired.builds, default=1.0)
    yield Row.stated(AREA, f"{name}, just expired: longest wait for the previous value", longest, "builds")


def _figures(found: Stampede, name: str) -> Iterator[Row]:
    build = max(found.builds, default=0.0)
    yield Row.stated(AREA, f"{name}: one build", build, "s")
    yield Row.at_most(
        AREA, f"{name}: builds for {len(found.waits)} readers", len(found.builds), MOST_BUILDS, ""
    )
    yield Row.at_most(AREA, f"{name}: longest wait", found.longest / (build or 1.0), LONGEST_WAIT, "builds")


class Herd:
    def __init__(self, processes: list[subprocess.Popen[str]], database: psycopg.Connection) -> None:
        self._processes = processes
        self._database = database

    def tell_one(self, what: str, key: str) -> None:
        self._tell(self._processes[:1], {"do": what, "key": key})

    def stampede(self, key: str, case: str, *, touched_after: float | None = None) -> Stampede:
        """All readers ask for `key` at one moment; it is touched so many seconds after it, if any."""
        before, start = self._newest(), time.time() + SETTLE_SECONDS
        order = {"do": "ask", "key": key, "at": start}
        touch_at = None if touched_after is None else start + touched_after
        said = self._tell(self._processes, order, first={"touch_at": touch_at})
        waits = [(wait, value <= before) for answer in said for wait, value in answer["waits"]]
        if len(waits) != PROCESSES * THREADS:
            raise RuntimeError(f"{case}: {len(waits)} readers were answered")
        builds = [build for answer in said for build in answer["builds"]]
        if len(builds) != self._newest() - before:
            raise RuntimeError(
                f"{case}: PostgreSQL counted {self._newest() - before} builds, not {len(builds)}"
            )
        return Stampede(waits, builds)

    def _newest(self) -> int:
        row = self._database.execute(f"SELECT coalesce(max(id), 0) FROM {TABLE}").fetchone()
        return int(row[0]) if row else 0

    @staticmethod
    def _tell(
        processes: list[subprocess.Popen[str]], order: dict[str, Any], first: dict[str, Any] | None = None
    ) -> list[Any]:
        """What each of them answers; `first` is for the first of them alone."""
        for number, process in enumerate(processes):
            own = order if number else order | (first or {})
            print(json.dumps(own), file=process.stdin, flush=True)
        return [json.loads(process.stdout.readline()) for process in processes if process.stdout]


@contextmanager
def _database() -> Iterator[psycopg.Connection]:
    url = os.environ["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(f"CREATE TABLE {TABLE} (id bigint GENERATED ALWAYS AS IDENTITY)")
        yield database


@contextmanager
def _readers() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "benchmarks.stampede", str(THREADS)],
        cwd=ROOT, env=os.environ | SETTINGS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.communicate(timeout=20)


if __name__ == "__main__":
    readers(int(sys.argv[1]))
