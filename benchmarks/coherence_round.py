"""One round of the coherence proof: readers read while writers write, and then everything seen is judged."""

import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks.coherence_journal import bursts, commits, outcomes, sightings
from benchmarks.coherence_shop import SHELVES, Shop, keep, kept
from benchmarks.coherence_system import SOUND, ProofFailed, System, ending, serving, wait_until
from benchmarks.coherence_verdict import Verdict, histories, verdict

LONGEST_SECONDS = 900
WRITE_PATHS = 24
"""Different ways to write that a sound round takes; a sabotaged one leaves other programs out."""


@dataclass(frozen=True, slots=True)
class Round:
    """`bursts` by write path, `outcomes` by (surface, outcome) of the cache."""

    verdict: Verdict
    bursts: Counter[str]
    outcomes: Counter[tuple[str, str]]
    seconds: float

    def reads(self, group: str = "") -> int:
        return sum(number for (surface, _), number in self.outcomes.items() if surface.startswith(group))

    def hits(self, group: str) -> float:
        """The share of reads that were answered from the cache."""
        hits = sum(
            number
            for (surface, outcome), number in self.outcomes.items()
            if surface.startswith(group) and outcome in {"HIT", "STALE"}
        )
        return hits / max(1, self.reads(group))


def run_round(on: System, number: int, mode: str = SOUND) -> Round:
    """`number` bursts in all. Raises `ProofFailed`."""
    shop = kept(on.files)
    _clear(on.files)
    on.forget()
    of_each, others = str(-(-number // SHELVES)), "no" if mode else "yes"
    words = ("-m", "benchmarks.coherence_process", "crew", of_each, others)
    with ending(on.start(*words, COHERENCE_SABOTAGE=mode)) as crew, serving(on, mode):
        wait_until((on.files / "ready").exists, crew)
        started = time.monotonic()
        (on.files / "go").touch()
        wait_until(lambda: crew.poll() is not None, crew, within=LONGEST_SECONDS)
        if crew.returncode:
            raise ProofFailed(f"readers or writers ended with {crew.returncode}")
        seconds = time.monotonic() - started
    return _judged(on.files, shop, seconds)


def _judged(files: Path, shop: Shop, seconds: float) -> Round:
    first = {fact: value for shelf in shop.shelves for fact, value in shelf.facts.items()}
    judged = verdict(histories(first, commits(files)), sightings(files))
    for shelf in shop.shelves:
        for commit in commits(files):
            shelf.facts.update((fact, value) for fact, value in commit.facts.items() if fact in shelf.facts)
    keep(shop, files)
    return Round(judged, bursts(files), outcomes(files), seconds)


def _clear(files: Path) -> None:
    for pattern in ("reader-*", "writer-*", "ready", "go", "stop"):
        for file in files.glob(pattern):
            file.unlink()
