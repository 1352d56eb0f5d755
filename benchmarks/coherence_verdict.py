"""Who saw what after it was over."""

import math
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from benchmarks.coherence_journal import ORM_SECONDS, Commit, Seen

SHOWN = 5


@dataclass(slots=True)
class Verdict:
    """`violations` are reads of what was no longer so, by surface. `worst` is the longest that anything was seen
    after its successor was committed, in seconds: {"ORM": …, "raw SQL": …}.
    """

    reads_of_facts: int = 0
    violations: Counter[str] = field(default_factory=Counter)
    never_committed: int = 0
    worst: dict[str, float] = field(default_factory=lambda: {"ORM": 0.0, "raw SQL": 0.0})
    examples: list[str] = field(default_factory=list)

    def blame(self, what: str) -> None:
        if len(self.examples) < SHOWN:
            self.examples.append(what)


class History:
    """One fact's values in the order in which they were committed."""

    def __init__(self, first: int) -> None:
        self._started: dict[int, list[tuple[float, int]]] = {first: [(-math.inf, 0)]}
        self._commits: list[Commit | None] = [None]
        self._deadlines: list[float] = []

    def add(self, commit: Commit, value: int) -> None:
        self._started.setdefault(value, []).append((commit.started, len(self._commits)))
        self._commits.append(commit)

    def close(self) -> None:
        """Work out until when each value may be seen: until the first of all later commits has had its time."""
        deadline = math.inf
        self._deadlines = [deadline] * len(self._commits)
        for place in range(len(self._commits) - 1, 0, -1):
            commit = self._commits[place]
            assert commit is not None  # only the first one is
            deadline = min(deadline, commit.committed + commit.allowed)
            self._deadlines[place - 1] = deadline

    def place(self, value: int, by: float) -> int | None:
        """When it was committed last, as seen by a read that ended at `by`; None when it was not."""
        known = self._started.get(value, [])
        found = bisect_right(known, (by, len(self._commits)))
        return known[found - 1][1] if found else None

    def deadline(self, place: int) -> float:
        return self._deadlines[place]

    def successor(self, place: int) -> Commit | None:
        return self._commits[place + 1] if place + 1 < len(self._commits) else None


def histories(first: Mapping[str, int], commits: Iterable[Commit]) -> dict[str, History]:
    """By fact."""
    found = {fact: History(value) for fact, value in first.items()}
    for commit in commits:
        for fact, value in commit.facts.items():
            found[fact].add(commit, value)
    for history in found.values():
        history.close()
    return found


def verdict(known: Mapping[str, History], sightings: Iterable[Seen]) -> Verdict:
    """Judge every sighting. What is seen of a fact that nobody owns is a fault of the proof: `KeyError`."""
    judged = Verdict()
    for seen in sightings:
        judged.reads_of_facts += 1
        history = known[seen.fact]
        place = history.place(seen.value, seen.ended)
        if place is None:
            judged.never_committed += 1
            judged.blame(f"{seen} was never committed")
            continue
        successor = history.successor(place)
        if successor is None:
            continue
        late = seen.began - successor.committed
        kind = "ORM" if successor.allowed == ORM_SECONDS else "raw SQL"
        judged.worst[kind] = max(judged.worst[kind], late)
        if seen.began > history.deadline(place):
            judged.violations[seen.surface] += 1
            judged.blame(f"{seen} was replaced {late * 1000:.0f} ms before by {successor}")
    return judged


def by_group(violations: Mapping[str, int]) -> dict[str, int]:
    """Surfaces are named `group: place`."""
    groups: dict[str, int] = defaultdict(int)
    for surface, number in violations.items():
        groups[surface.partition(":")[0]] += number
    return dict(groups)
