"""Choosing by facets: which products fit what was chosen, and how many each further choice would leave.

Everything is told from one list of candidates, which was read once: a facet's own counts are of what fits all other
choices, so that a second value of it can be added.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain
from typing import Final, NamedTuple

TIERS: Final = (10_000, 100_000)
"""So many products are in the first tier, the most popular, and in the first and second together."""


class Candidate(NamedTuple):
    """A product that may be shown. `values` are ids of facet values; prices are minor units, None: not for sale."""

    id: int
    category: int
    values: Sequence[int]
    price: int | None
    price_to: int | None
    is_available: bool


@dataclass(frozen=True, slots=True)
class Wish:
    """One facet's choice."""

    facet: str
    fits: Callable[[Candidate], bool]


@dataclass(frozen=True, slots=True)
class Chosen:
    """`fitting` fit all wishes, in the candidates' order; `missed_by` are those that fit all but the one of a facet."""

    fitting: list[Candidate]
    missed_by: Mapping[str, list[Candidate]]

    def for_facet(self, facet: str) -> Iterable[Candidate]:
        """What the values of a facet are counted over."""
        return chain(self.fitting, self.missed_by.get(facet, ()))


def one_of(facet: str, values: Iterable[int]) -> Wish:
    wanted = frozenset(values)
    return Wish(facet, lambda candidate: not wanted.isdisjoint(candidate.values))


def priced(facet: str, minimum: int | None, maximum: int | None) -> Wish:
    """A product fits when one of its prices may."""

    def fits(candidate: Candidate) -> bool:
        if candidate.price is None or candidate.price_to is None:
            return False
        return (minimum is None or candidate.price_to >= minimum) and (
            maximum is None or candidate.price <= maximum
        )

    return Wish(facet, fits)


def choose(candidates: Sequence[Candidate], wishes: Sequence[Wish]) -> Chosen:
    if not wishes:
        return Chosen(list(candidates), {})
    fitting: list[Candidate] = []
    missed_by: dict[str, list[Candidate]] = defaultdict(list)
    for candidate in candidates:
        missed = [wish.facet for wish in wishes if not wish.fits(candidate)]
        if not missed:
            fitting.append(candidate)
        elif len(missed) == 1:
            missed_by[missed[0]].append(candidate)
    return Chosen(fitting, missed_by)


def counted(candidates: Iterable[Candidate]) -> Counter[int]:
    """Facet value to how many have it."""
    return Counter(chain.from_iterable(candidate.values for candidate in candidates))


def counted_together(candidates: Iterable[Candidate], groups: Mapping[int, Sequence[int]]) -> Counter[int]:
    """Group to how many have at least one of its values; `groups` are those that a value belongs to."""
    return Counter(
        chain.from_iterable(
            {group for value in candidate.values if value in groups for group in groups[value]}
            for candidate in candidates
        )
    )


def overlapping(ranges: Iterable[tuple[int, int | None]], low: float, high: float) -> int:
    """How many ranges, both ends included, reach into the one from `low` to `high`."""
    return sum(1 for least, most in ranges if least <= high and most is not None and most >= low)


def number_text(number: float) -> str:
    """Every digit and no exponent: what stands in an address is read as the same number."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


class Span(NamedTuple):
    """Numbers from `low` to `high`, both included, and how often one of them is had: a product may have several."""

    low: float
    high: float
    times: int


def spans(numbers: Mapping[float, int], most: int) -> list[Span]:
    """At most `most` neighbouring spans of about the same size, which begin and end at numbers that exist."""
    ordered = sorted(numbers.items())
    found: list[Span] = []
    left, start, taken = sum(numbers.values()), 0, 0
    for place, (number, count) in enumerate(ordered):
        taken += count
        is_last = place == len(ordered) - 1
        if is_last or (taken * (most - len(found)) >= left and len(found) < most - 1):
            found.append(Span(ordered[start][0], number, taken))
            start, left, taken = place + 1, left - taken, 0
    return found
