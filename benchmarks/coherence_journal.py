"""What writers committed and what readers saw, on files, with the times of one clock (CLOCK_MONOTONIC is the machine's)."""

import json
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TextIO

from benchmarks.coherence_facts import Fact

ORM_SECONDS = 0.05
RAW_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Commit:
    """`started` is before the transaction began, `committed` after the writer had its answer.

    What it replaced must not be seen by a read that begins `allowed` seconds after `committed`.
    """

    path: str
    started: float
    committed: float
    allowed: float
    facts: dict[str, int]


@dataclass(frozen=True, slots=True)
class Seen:
    surface: str
    fact: str
    value: int
    began: float
    ended: float


class Journal:
    """Lines of a file that is complete when the block ends."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __enter__(self) -> Self:
        self._lines: TextIO = self._file.open("w", encoding="utf-8")
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        self._lines.close()

    def add(self, line: str) -> None:
        self._lines.write(line + "\n")


class WriterJournal(Journal):
    """What one writer did; it keeps `facts`, which are as they were committed last."""

    def __init__(self, directory: Path, number: int, facts: dict[str, int]) -> None:
        super().__init__(directory / f"writer-{number}.jsonl")
        self.facts = facts

    @contextmanager
    def commit(self, path: str, *, allowed: float = ORM_SECONDS) -> Iterator[dict[str, int]]:
        """Around one transaction; the block fills in the facts that it commits, none when it is rolled back."""
        facts: dict[str, int] = {}
        started = time.monotonic()
        yield facts
        committed = time.monotonic()
        self.facts.update(facts)
        self.add(
            json.dumps(
                {
                    "path": path,
                    "started": started,
                    "committed": committed,
                    "allowed": allowed,
                    "facts": facts,
                }
            )
        )

    def burst(self, path: str) -> None:
        self.add(json.dumps({"burst": path}))


class ReaderJournal(Journal):
    """What one reader saw, and how often it was answered from the cache."""

    def __init__(self, directory: Path, name: str) -> None:
        super().__init__(directory / f"reader-{name}.tsv")
        self._outcomes: Counter[str] = Counter()

    def saw(self, surface: str, outcome: str, facts: Iterable[Fact], began: float, ended: float) -> None:
        self._outcomes[f"{surface} {outcome}"] += 1
        for fact, value in facts:
            self.add(f"{surface}\t{fact}\t{value}\t{began}\t{ended}")

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        super().__exit__(kind, error, trace)
        self._file.with_suffix(".outcomes.json").write_text(json.dumps(self._outcomes))


def commits(directory: Path) -> Iterator[Commit]:
    """Of all writers; of one fact, which has one writer, in their order."""
    for row in _written(directory):
        if "burst" not in row:
            yield Commit(**row)


def bursts(directory: Path) -> Counter[str]:
    """Write path to how many."""
    return Counter(row["burst"] for row in _written(directory) if "burst" in row)


def sightings(directory: Path) -> Iterator[Seen]:
    for file in sorted(directory.glob("reader-*.tsv")):
        with file.open(encoding="utf-8") as lines:
            for line in lines:
                surface, fact, value, began, ended = line.split("\t")
                yield Seen(surface, fact, int(value), float(began), float(ended))


def outcomes(directory: Path) -> Counter[tuple[str, str]]:
    """(surface, outcome) to how many reads."""
    found: Counter[tuple[str, str]] = Counter()
    for file in directory.glob("reader-*.outcomes.json"):
        for key, number in json.loads(file.read_text()).items():
            surface, _, outcome = key.rpartition(" ")
            found[surface, outcome] += number
    return found


def _written(directory: Path) -> Iterator[dict[str, Any]]:
    for file in sorted(directory.glob("writer-*.jsonl")):
        with file.open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)
