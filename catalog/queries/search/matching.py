"""Which products a search finds, and which of them first, as SQL.

A product's score is the sum, over the terms it has, of how rare the term is times how prominently the product has it
(name, then brand and category, then properties, then text), times the square of the share of the terms it has. Those
that have all terms are found; where they are few, those that have most of them, weighed by how rare they are, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log, prod
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
_TOGETHER: Final = 0.3
"""The share of those with one word that also have another one that was asked for."""

_QUERY = "(to_tsquery('english', %s) || to_tsquery('simple', %s))"


@dataclass(frozen=True, slots=True)
class Condition:
    """SQL on the product `p`, and the share of the shop that is expected to fit it."""

    sql: str
    parameters: tuple[Any, ...] = ()
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class _Weighed:
    number: int
    term: Term
    share: float
    weight: float

    @property
    def query(self) -> str:
        return self.term.query

    @property
    def found(self) -> str:
        """Whether a product has it, of the queries that were put into `asked` once."""
        return f"p.search @@ asked.q{self.number}"


class Matching:
    """What was understood, for a shop of `size` products."""

    def __init__(self, search: Understood, size: int) -> None:
        self._terms = [
            _Weighed(number, term, _share(term, size), rarity(term, size))
            for number, term in enumerate(search.terms)
        ]
        self._all = sum(each.weight for each in self._terms)

    @property
    def can_relax(self) -> bool:
        return len(self._terms) > 1

    @property
    def asked(self) -> Condition:
        """One row with the query of each term, which is parsed once, and not for every product."""
        columns = ", ".join(f"{_QUERY} AS q{each.number}" for each in self._terms)
        return Condition(columns, tuple(text for each in self._terms for text in (each.query, each.query)))

    @property
    def strict(self) -> Condition:
        """Those with all terms."""
        sql = " AND ".join(f"p.search @@ {_QUERY}" for _ in self._terms)
        least = min(each.share for each in self._terms)
        return Condition(sql, self.asked.parameters, least * _TOGETHER ** (len(self._terms) - 1))

    @property
    def all_found(self) -> str:
        """As `strict`, of the queries in `asked`: for products that are read for another reason."""
        return " AND ".join(each.found for each in self._terms)

    @property
    def most(self) -> Condition:
        """Those with most of the terms."""
        least = MOST * self._all - _ROUNDING
        wide = self._any(_needed(self._terms, least))
        return Condition(f"{wide.sql} AND {self.covered} >= {least:.6f}", wide.parameters, wide.share)

    @property
    def any(self) -> Condition:
        return self._any(self._terms)

    def _any(self, terms: Sequence[_Weighed]) -> Condition:
        sql = " OR ".join(f"p.search @@ {_QUERY}" for _ in terms)
        parameters = tuple(text for each in terms for text in (each.query, each.query))
        return Condition(f"({sql})", parameters, 1 - prod(1 - each.share for each in terms))

    @property
    def covered(self) -> str:
        return "(" + " + ".join(
            f"CASE WHEN {each.found} THEN {each.weight:.6f} ELSE 0 END" for each in self._terms
        ) + ")"  # fmt: skip

    @property
    def score(self) -> str:
        weights = ", ".join(map(str, WEIGHTS))
        ranks = " + ".join(
            f"{each.weight:.6f} * ts_rank('{{{weights}}}', p.search, asked.q{each.number})"
            for each in self._terms
        )
        return f"({ranks}) * ({self.covered} / {self._all:.6f}) ^ 2"


def _needed(terms: Sequence[_Weighed], most: float) -> list[_Weighed]:
    """The rare terms, of which whoever has most of all has one: without them the frequent ones are too few."""
    by_weight, frequent = sorted(terms, key=attrgetter("weight")), 0.0
    for place, each in enumerate(by_weight):
        frequent += each.weight
        if frequent >= most:
            return by_weight[place:]
    return by_weight


def _share(term: Term, size: int) -> float:
    return _UNKNOWN_SHARE if term.products is None else min(1.0, term.products / max(size, 1))


def rarity(term: Term, size: int) -> float:
    """From 0 for what every product of a shop of `size` has."""
    having = size * _UNKNOWN_SHARE if term.products is None else term.products
    return log(1 + size / (1 + having))
