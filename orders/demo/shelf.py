"""All articles that can be ordered, by how well they sell. Two arrays, so that millions fit in memory."""

from array import array
from bisect import bisect
from collections.abc import Iterable
from random import Random

_MOST_TRIES = 50


class EmptyShelf(LookupError):
    """Nothing is for sale."""


class Shelf:
    def __init__(self, articles: Iterable[tuple[int, int]]) -> None:
        """(variant id, popularity) of each. Raises `EmptyShelf`."""
        self._variants, self._sums = array("q"), array("q")
        total = 0
        for variant, popularity in articles:
            total += popularity + 1
            self._variants.append(variant)
            self._sums.append(total)
        if not total:
            raise EmptyShelf("There is nothing to order.")
        self._total = total

    def take(self, chance: Random, count: int) -> tuple[int, ...]:
        """Different variants, popular ones more often; fewer than `count` when there are hardly more."""
        taken: dict[int, None] = {}
        for _ in range(_MOST_TRIES):
            taken[self._variants[bisect(self._sums, chance.randrange(self._total))]] = None
            if len(taken) == count:
                break
        return tuple(taken)
