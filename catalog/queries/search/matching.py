"""Which products a search finds, and which of them first.

A product's score is the sum, over the terms it has, of how rare the term is times how prominently the product has it
(name, then brand and category, then properties, then text), times the square of the share of the terms it has. Those
that have all terms are found; where they are few, those that have most of them, weighed by how rare they are, too.
"""

from dataclasses import dataclass
from functools import reduce
from math import log
from operator import add, and_, or_
from typing import Any, Final

from django.contrib.postgres.search import SearchQuery, SearchRank
from django.db.models import Case, F, FloatField, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from catalog.models import Product
from catalog.queries.search.understanding import Term, Understood

FEW: Final = 12
"""So few with all terms are joined by those with most of them."""
MOST: Final = 0.55
"""The share of the terms, weighed, that makes most of them."""
_ROUNDING: Final = 1e-6
WEIGHTS: Final = [0.1, 0.3, 0.5, 1.0]
"""Of text, properties, brand and category, name."""
_BY_LENGTH: Final = 1
"""Divide by one plus the logarithm of the document's length."""
_UNKNOWN_SHARE: Final = 0.02
"""Of the products, that are said to have what nobody counted."""


@dataclass(frozen=True, slots=True)
class Match:
    """The products found; `is_relaxed` when some of them lack a term. `score` annotates them."""

    products: QuerySet[Product]
    count: int
    is_relaxed: bool


def matching(products: QuerySet[Product], search: Understood, *, size: int, always: Q) -> Match:
    """Of `products`, out of a shop of `size`; those that fit `always` are among them. One to three statements."""
    terms = [(_query(term), _rarity(term, size)) for term in search.terms]
    scored = products.annotate(score=_score(terms))
    strict = scored.filter(reduce(and_, (Q(search=query) for query, _ in terms)) | always)
    count = strict.count()
    if len(terms) == 1 or count >= FEW:
        return Match(strict, count, is_relaxed=False)
    anything: Any = reduce(or_, (query for query, _ in terms))
    found = scored.filter(Q(search=anything) | always).annotate(covered=_covered(terms))
    most = MOST * sum(weight for _, weight in terms) - _ROUNDING
    relaxed = found.filter(Q(covered__gte=most) | always)
    if not (wider := relaxed.count()):
        relaxed, wider = found, found.count()
    return Match(relaxed, wider, is_relaxed=wider > count)


def _query(term: Term) -> Any:
    return reduce(
        or_, (SearchQuery(term.query, config=config, search_type="raw") for config in ("english", "simple"))
    )


def _rarity(term: Term, size: int) -> float:
    having = size * _UNKNOWN_SHARE if term.products is None else term.products
    return log(1 + size / (1 + having))


def _covered(terms: list[tuple[Any, float]]) -> Combinable:
    return reduce(add, (Case(When(search=query, then=Value(weight)), default=Value(0.0), output_field=FloatField())
                        for query, weight in terms))  # fmt: skip


def _score(terms: list[tuple[Any, float]]) -> Combinable:
    ranks = [SearchRank(F("search"), query, weights=WEIGHTS, normalization=Value(_BY_LENGTH)) * Value(weight)
             for query, weight in terms]  # fmt: skip
    share = _covered(terms) / Value(sum(weight for _, weight in terms))
    return reduce(add, ranks) * share * share
