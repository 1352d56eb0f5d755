"""Which products a search finds, and which of them first, as SQL.

A product's score is the sum, over the terms it has, of how rare the term is times how prominently the product has it
(name, then brand and category, then properties, then text), times the square of the share of the terms it has. Those
that have all terms are found; where they are few, those that have most of them, weighed by how rare they are, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain
from math import log
from operator import attrgetter
from typing import Any, Final

from catalog.queries.search.understanding import Term, Understood

FEW: Final = 12
"""So few with all terms are joined by those with most of them."""
MOST: Final = 0.4
"""The share of the terms, weighed, that makes most of them."""
_ROUNDING: Final = 1e-6
WEIGHTS: Final = [0.1, 0.5, 0.7, 1.0]
"""Of text, properties, brand and category, name."""
_UNKNOWN_SHARE: Final = 0.02
"""Of the products, that are said to have what nobody counted."""

_PROPERTY: Final = 0.12
"""What `ts_rank` gives for a number with its unit among the properties."""

_QUERY = "(to_tsquery('english', %s) || to_tsquery('simple', %s))"


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL on the product `p`, that an index may find; what of those found so is to be looked at, by `asked`."""

    sql: str
    parameters: tuple[Any, ...] = ()
    among: str = "true"

    @property
    def whole(self) -> str:
        """For products that are read for another reason; only where `among` needs nothing but the product."""
        return f"({self.sql}) AND ({self.among})"


@dataclass(frozen=True, slots=True)
class _Weighed:
    number: int
    term: Term
    weight: float

    @property
    def query(self) -> str:
        return self.term.query

    @property
    def near(self) -> dict[float, list[int]]:
        return self.term.near.ids if self.term.near else {}

    @property
    def asked(self) -> Condition:
        """What `found` and `rank` speak of, as columns of the one row of `asked`: parsed once, not for every product."""
        columns = [f"{_QUERY} AS q{self.number}"]
        columns += [f"%s::int[] AS v{self.number}_{place}" for place in range(len(self.near))]
        return Condition(", ".join(columns), (self.query, self.query, *self.near.values()))

    @property
    def wanted(self) -> Condition:
        """The products that have it, for an index to find."""
        if not self.near:
            return Condition(f"p.search @@ {_QUERY}", (self.query, self.query))
        ids = [value for values in self.near.values() for value in values]
        sql = f"(p.search @@ {_QUERY} OR p.facets && %s::int[])"
        return Condition(sql, (self.query, self.query, ids))

    @property
    def found(self) -> str:
        """Whether a product has it."""
        columns = [f"p.facets && asked.v{self.number}_{place}" for place in range(len(self.near))]
        return f"({' OR '.join([f'p.search @@ asked.q{self.number}', *columns])})"

    @property
    def covered(self) -> str:
        cases = [f"WHEN p.search @@ asked.q{self.number} THEN {self.weight:.6f}"]
        cases += [
            f"WHEN p.facets && asked.v{self.number}_{place} THEN {worth * self.weight:.6f}"
            for place, worth in enumerate(self.near)
        ]
        return f"CASE {' '.join(cases)} ELSE 0 END"

    @property
    def rank(self) -> str:
        """How prominently a product has it. A value that is only near is worth less than one in its properties."""
        weights = ", ".join(map(str, WEIGHTS))
        rank = f"ts_rank('{{{weights}}}', p.search, asked.q{self.number})"
        if not self.near:
            return rank
        cases = " ".join(
            f"WHEN p.facets && asked.v{self.number}_{place} THEN {worth * _PROPERTY:.4f}"
            for place, worth in enumerate(self.near)
        )
        return f"GREATEST({rank}, CASE {cases} ELSE 0 END)"


class Matching:
    """What was understood, for a shop of `size` products."""

    def __init__(self, search: Understood, size: int) -> None:
        self._terms = [_Weighed(number, term, rarity(term, size)) for number, term in enumerate(search.terms)]
        self._all = sum(each.weight for each in self._terms)

    @property
    def can_relax(self) -> bool:
        return len(self._terms) > 1

    @property
    def asked(self) -> Condition:
        """One row with the query of each term, which is parsed once, and not for every product."""
        columns = [each.asked for each in self._terms]
        return Condition(
            ", ".join(one.sql for one in columns), tuple(chain(*(one.parameters for one in columns)))
        )

    @property
    def strict(self) -> Condition:
        """Those with all terms, be it that a value is only near.

        Found by its words: the numbers in a quantity stand in too many products for an index to be quick.
        """
        words = [each for each in self._terms if not each.near] or self._terms[:1]
        wanted = [each.wanted for each in words]
        measured = [each.found for each in self._terms if each not in words]
        return Condition(
            " AND ".join(one.sql for one in wanted),
            tuple(chain(*(one.parameters for one in wanted))),
            " AND ".join(measured) or "true",
        )

    @property
    def all_found(self) -> str:
        """As `strict`, of the queries in `asked`: for products that are read for another reason."""
        return " AND ".join(each.found for each in self._terms)

    @property
    def most(self) -> Condition:
        """Those with most of the terms."""
        least = MOST * self._all - _ROUNDING
        wide = self._any(_needed(self._terms, least))
        return Condition(wide.sql, wide.parameters, f"has.covered >= {least:.6f}")

    @property
    def any(self) -> Condition:
        return self._any(self._terms)

    def _any(self, terms: Sequence[_Weighed]) -> Condition:
        wanted = [each.wanted for each in terms]
        sql = " OR ".join(one.sql for one in wanted)
        return Condition(f"({sql})", tuple(chain(*(one.parameters for one in wanted))))

    @property
    def covered(self) -> str:
        """How much of what was asked for a product has; a value that is only near counts in part.

        The other expressions call it `has.covered`, so that it is worked out once for a product.
        """
        return f"({' + '.join(each.covered for each in self._terms)})"

    @property
    def is_full(self) -> str:
        return f"has.covered >= {self._all - _ROUNDING:.6f}"

    @property
    def score(self) -> str:
        ranks = " + ".join(f"{each.weight:.6f} * {each.rank}" for each in self._terms)
        return f"({ranks}) * (has.covered / {self._all:.6f}) ^ 2"


def _needed(terms: Sequence[_Weighed], most: float) -> list[_Weighed]:
    """The rare terms, of which whoever has most of all has one: without them the frequent ones are too few."""
    by_weight, frequent = sorted(terms, key=attrgetter("weight")), 0.0
    for place, each in enumerate(by_weight):
        frequent += each.weight
        if frequent >= most:
            return by_weight[place:]
    return by_weight


def rarity(term: Term, size: int) -> float:
    """From 0 for what every product of a shop of `size` has."""
    having = size * _UNKNOWN_SHARE if term.products is None else term.products
    return log(1 + size / (1 + having))
