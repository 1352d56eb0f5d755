"""Which products a search finds, and which of them first.

A product's score is the sum, over the terms it has, of how rare the term is times how prominently the product has it
(name, then brand and category, then properties, then text), times the square of the share of the terms it has. Those
that have all terms are found; where they are few, those that have most of them, weighed by how rare they are, too.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import log
from operator import add, and_, itemgetter, or_
from typing import Any, Final, TypeAlias

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from catalog.models import Product
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

Weighed: TypeAlias = tuple[Any, float]
"""A term's query, and how rare the term is."""


@dataclass(frozen=True, slots=True)
class Match:
    """The products found; `is_relaxed` when some of them lack a term. `score` annotates them."""

    products: QuerySet[Product]
    count: int
    is_relaxed: bool


def matching(products: QuerySet[Product], search: Understood, *, size: int, always: Q) -> Match:
    """Of `products`, out of a shop of `size`; those that fit `always` are among them. One to three statements."""
    terms = [(_query(term), rarity(term, size)) for term in search.terms]
    scored = products.annotate(score=_score(terms))
    strict = scored.filter(reduce(and_, (Q(search=query) for query, _ in terms)) | always)
    count = strict.count()
    if len(terms) == 1 or count >= FEW:
        return Match(strict, count, is_relaxed=False)
    most = MOST * sum(weight for _, weight in terms) - _ROUNDING
    covering = scored.annotate(covered=_covered(terms))
    relaxed = covering.filter(Q(search=_any(_needed(terms, most)), covered__gte=most) | always)
    if not (wider := relaxed.count()):
        relaxed = covering.filter(Q(search=_any(terms)) | always)
        wider = relaxed.count()
    return Match(relaxed, wider, is_relaxed=wider > count)


def _needed(terms: Sequence[Weighed], most: float) -> list[Weighed]:
    """The rare terms, of which whoever has most of all has one: without them the frequent ones are too few."""
    by_weight, frequent = sorted(terms, key=itemgetter(1)), 0.0
    for place, (_, weight) in enumerate(by_weight):
        frequent += weight
        if frequent >= most:
            return by_weight[place:]
    return by_weight


def _any(terms: Sequence[Weighed]) -> Any:
    return reduce(or_, (query for query, _ in terms))


def _query(term: Term) -> Any:
    return reduce(
        or_, (SearchQuery(term.query, config=config, search_type="raw") for config in ("english", "simple"))
    )


def rarity(term: Term, size: int) -> float:
    """From 0 for what every product of a shop of `size` has."""
    having = size * _UNKNOWN_SHARE if term.products is None else term.products
    return log(1 + size / (1 + having))


def _covered(terms: Sequence[Weighed]) -> Combinable:
    return reduce(add, (Case(When(search=query, then=Value(weight)), default=Value(0.0), output_field=FloatField())
                        for query, weight in terms))  # fmt: skip


def _score(terms: Sequence[Weighed]) -> Combinable:
    ranks = [SearchRank(F("search"), query, weights=WEIGHTS) * Value(weight)
             for query, weight in terms]  # fmt: skip
    share = _covered(terms) / Value(sum(weight for _, weight in terms))
    return reduce(add, ranks) * share * share
