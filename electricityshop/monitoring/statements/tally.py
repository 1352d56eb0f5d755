"""How often something took how long, in little memory and easily added up: a histogram with fixed bounds."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

PER_DECADE = 10
BOUNDS = tuple(1e-5 * 10 ** (number / PER_DECADE) for number in range(7 * PER_DECADE + 1))
"""Upper bounds in seconds, from ten microseconds to a hundred seconds, each 26 % above the one before."""
BUCKETS = len(BOUNDS) + 1
"""The last one has no upper bound."""


@dataclass(slots=True)
class Tally:
    """Of one statement in one view or job. `rows` are those read or changed, as far as the server said."""

    count: int = 0
    seconds: float = 0.0
    longest: float = 0.0
    rows: int = 0
    buckets: dict[int, int] = field(default_factory=dict)

    def add(self, seconds: float, rows: int) -> None:
        self.count += 1
        self.seconds += seconds
        self.longest = max(self.longest, seconds)
        if rows > 0:
            self.rows += rows
        bucket = bisect_left(BOUNDS, seconds)
        self.buckets[bucket] = self.buckets.get(bucket, 0) + 1

    def merge(self, other: "Tally") -> None:
        self.count += other.count
        self.seconds += other.seconds
        self.longest = max(self.longest, other.longest)
        self.rows += other.rows
        for bucket, number in other.buckets.items():
            self.buckets[bucket] = self.buckets.get(bucket, 0) + number

    def spread(self) -> list[int]:
        """One number a bucket."""
        return [self.buckets.get(bucket, 0) for bucket in range(BUCKETS)]


def percentile(buckets: Sequence[int], share: float, longest: float) -> float:
    """Seconds within which `share` (0 to 1) of them were done: 13 % off at most, as a rule less; never above `longest`."""
    wanted = share * sum(buckets)
    seen = 0
    for bucket, number in enumerate(buckets):
        if number and seen + number >= wanted:
            below = BOUNDS[bucket - 1] if bucket else 0.0
            above = BOUNDS[bucket] if bucket < len(BOUNDS) else max(longest, below)
            return min(below + (above - below) * (wanted - seen) / number, longest)
        seen += number
    return 0.0
