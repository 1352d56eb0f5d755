"""The products that a list is made of: what the words and the category decide, once and with a bound.

A shop of any size is asked for no more than `MOST` products, the popular first: of a broad search those among the ten
thousand most popular (tier 1), or the hundred thousand (tier 2), are enough. How many products are expected to fit
decides where to begin; where too few are found, the next tier is asked. See docs/adr/0019.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any, Final

from django.db import connection

from catalog.domain.facets import TIERS, Candidate
from catalog.queries.listing.selection import Ordering
from catalog.queries.search.matching import Condition, Matching
from electricityshop.pages import PageRequest

MOST: Final = 5_000
"""Products that are looked at for one page and its facets."""
ENOUGH: Final = 1_000
"""With so many of them, what is less popular is not looked at."""
SMALL: Final = 20_000
"""A shop of this size is always looked at as a whole."""
_LONGEST_WALK: Final = 20_000

_AVAILABLE = """
EXISTS (SELECT FROM catalog_variant v JOIN catalog_stockitem s ON s.variant_id = v.id
        WHERE v.product_id = p.id AND v.is_active AND s.on_hand > s.held)
"""
_ORDERS: Final = {
    Ordering.RELEVANCE: "p.popularity DESC, p.id DESC",
    Ordering.POPULAR: "p.popularity DESC, p.id DESC",
    Ordering.UNPOPULAR: "p.popularity, p.id",
    Ordering.CHEAPEST: "p.price NULLS LAST, p.id",
    Ordering.DEAREST: "p.price DESC NULLS LAST, p.id DESC",
    Ordering.NEWEST: "p.created_at DESC, p.id DESC",
    Ordering.NAME: "p.name, p.id",
    Ordering.NAME_BACKWARDS: "p.name DESC, p.id DESC",
}
_DEAREST_WALKED: Final = ("p.price IS NOT NULL", "p.price DESC, p.id DESC")
"""The same order without what is not for sale: so the index by price is read backwards."""
_FOUND = """
WITH asked AS MATERIALIZED (SELECT {asked})
SELECT p.id, p.category_id, p.facets, p.price, p.price_to, {available}, {full}
FROM (
    SELECT p.id, p.category_id, p.facets, p.price, p.price_to, p.popularity, p.created_at, p.name, p.search
    FROM catalog_product p, asked
    WHERE p.is_published AND {tier} AND {conditions}
    ORDER BY p.popularity DESC, p.id DESC
    LIMIT {limit}
) p, asked
ORDER BY {order}
"""
_WALKED = """
WITH asked AS MATERIALIZED (SELECT {asked})
SELECT p.id
FROM (SELECT * FROM catalog_product p WHERE p.is_published AND {among} ORDER BY {order} LIMIT {limit}) p, asked
WHERE {conditions}
LIMIT %s OFFSET %s
"""
_THESE = """
SELECT p.id, p.category_id, p.facets, p.price, p.price_to, {available}
FROM catalog_product p
WHERE p.is_published AND p.id = ANY(%s) AND {conditions}
ORDER BY array_position(%s, p.id)
"""


@dataclass(frozen=True, slots=True)
class Candidates:
    """In the order of the list. Where they are not all there are, they are the most popular."""

    rows: list[Candidate]
    are_all: bool
    full: int
    """How many have all that was asked for, and nothing only nearly."""


def candidates(
    conditions: Sequence[Condition], size: int, ordering: Ordering, matching: Matching | None = None
) -> Candidates:
    """Products of a shop of `size` that fit all conditions. One to three statements."""
    expected = size * prod(condition.share for condition in conditions)
    found = Candidates([], are_all=True, full=0)
    for tier, share in _tiers(size, expected):
        rows = _fetch(conditions, tier, ordering, matching)
        full = sum(row[-1] for row in rows)
        at_hand = [Candidate._make(row[:-1]) for row in rows[:MOST]]
        found = Candidates(at_hand, share == 1 and len(rows) <= MOST, full)
        if len(rows) >= ENOUGH:
            break
    return found


def these(product_ids: Sequence[int], conditions: Sequence[Condition]) -> list[Candidate]:
    """Those of the products that fit, in their order. One statement."""
    sql = _THESE.format(available=_AVAILABLE, conditions=_joined(conditions))
    ids = list(product_ids)
    return list(map(Candidate._make, _rows(sql, [ids, *_parameters(conditions), ids])))


def walked(
    conditions: Sequence[Condition],
    ordering: Ordering,
    request: PageRequest,
    matching: Matching | None = None,
) -> list[int]:
    """A page of a list that is too long to be sorted, read along the index of its order. One statement.

    Meant for what is found often: it gives up after so many products that something rarer may be incomplete.
    """
    asked = matching.asked if matching else Condition("1")
    wanted = [*conditions, Condition(matching.all_found)] if matching else conditions
    among, order = _DEAREST_WALKED if ordering == Ordering.DEAREST else ("true", _ORDERS[ordering])
    sql = _WALKED.format(
        asked=asked.sql, among=among, order=order, limit=_LONGEST_WALK, conditions=_joined(wanted)
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked.parameters, *_parameters(wanted), request.size, request.offset])
        return [row[0] for row in cursor.fetchall()]


def _tiers(size: int, expected: float) -> Iterator[tuple[str, float]]:
    """Conditions, and the share of the shop that each leaves: the smallest that may hold enough, and all above it."""
    for number, largest in enumerate(TIERS, start=1):
        if size > max(SMALL, largest) and expected * largest / size >= ENOUGH:
            yield f"p.tier <= {number}", largest / size
    yield "true", 1


def _fetch(
    conditions: Sequence[Condition], tier: str, ordering: Ordering, matching: Matching | None
) -> list[tuple[Any, ...]]:
    by_score = matching is not None and ordering == Ordering.RELEVANCE
    asked = matching.asked if matching else Condition("1")
    sql = _FOUND.format(
        asked=asked.sql,
        available=_AVAILABLE,
        full=matching.is_full if matching else "true",
        tier=tier,
        conditions=_joined(conditions),
        limit=MOST + 1,
        order=f"{matching.score} DESC, {_ORDERS[ordering]}" if matching and by_score else _ORDERS[ordering],
    )
    return _rows(sql, [*asked.parameters, *_parameters(conditions)])


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with (
        connection.cursor() as cursor
    ):  # planned anew each time: a rare word wants another plan than a broad one
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _joined(conditions: Sequence[Condition]) -> str:
    return " AND ".join(f"({condition.sql})" for condition in conditions) or "true"


def _parameters(conditions: Sequence[Condition]) -> list[Any]:
    return [parameter for condition in conditions for parameter in condition.parameters]
