"""The products that a list is made of: what the words and the category decide, once and with a bound.

A large shop is asked for the ten thousand most popular first (tier 1). Where too few of them fit, the hundred thousand most
popular are asked (tier 2), and then all: what is rare among the popular is so few that it may be found as a whole. So no
step finds more than some thousand products, however large the shop is. See docs/adr/0019.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from django.db import connection

from catalog.domain.facets import TIERS, Candidate
from catalog.queries.listing.conditions import AVAILABLE
from catalog.queries.listing.selection import Ordering
from catalog.queries.search.matching import Condition, Matching
from electricityshop.pages import PageRequest

SMALL: Final = 50_000
"""A shop of this size is always looked at as a whole."""
ENOUGH: Final = 200
"""With so many that fit, what is less popular is not looked at."""


class Bounds(NamedTuple):
    """Products that are looked at for one page and its facets: `found`, of those `ranked`, and of those `kept`."""

    found: int
    ranked: int
    kept: int


WHOLE: Final = Bounds(20_000, 10_000, 5_000)
LARGE: Final = Bounds(700, 500, 400)
"""Of a shop that is not small."""
PLENTY: Final = 100
"""So many of those at hand that fit what was chosen are not joined by less popular ones."""
_LONGEST_WALK: Final = 3_000

_ALL: Final = "true"
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
_BY_PRICE: Final = {Ordering.CHEAPEST, Ordering.DEAREST}
_WALKS: Final = _ORDERS | {
    Ordering.CHEAPEST: "p.price, p.id",
    Ordering.DEAREST: "p.price DESC, p.id DESC",
}
"""As the indexes have them; who walks by price leaves out what has none."""
_FOUND = """
WITH asked AS MATERIALIZED (SELECT {asked}),
hit AS MATERIALIZED ({hits}),
best AS MATERIALIZED (SELECT id FROM hit ORDER BY popularity DESC, id DESC LIMIT {bounds.ranked})
SELECT told.hits, p.is_full, p.id, p.category_id, p.facets, p.price, p.price_to, {available}
FROM (SELECT count(*) AS hits FROM hit) told
LEFT JOIN (
    SELECT p.id, p.category_id, p.facets, p.price, p.price_to, {full} AS is_full,
           row_number() OVER (ORDER BY {order}) AS place
    FROM best JOIN catalog_product p ON p.id = best.id, asked, LATERAL (SELECT {covered} AS covered OFFSET 0) has
    WHERE ({among}) IS TRUE
    ORDER BY place
    LIMIT {bounds.kept} + 1
) p ON true
ORDER BY p.place
"""
"""Materialized, and `IS TRUE`, which no index can answer: what fits is found by its words, and then looked at."""
_POPULAR = """
SELECT p.id, p.popularity FROM catalog_product p WHERE p.is_published
ORDER BY p.popularity DESC, p.id DESC LIMIT {most}
"""
_HITS = """
SELECT p.id, p.popularity FROM catalog_product p WHERE p.is_published AND {tier} AND {conditions} LIMIT {most}
"""
_WALKED = """
WITH asked AS MATERIALIZED (SELECT {asked})
SELECT p.id
FROM (SELECT p.id, p.category_id, p.facets, p.price, p.price_to, p.search FROM catalog_product p
      WHERE p.is_published AND {among} ORDER BY {order} LIMIT {limit}) p, asked
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
    conditions: Sequence[Condition],
    size: int,
    ordering: Ordering,
    matching: Matching | None = None,
    *,
    a_few_will_do: int = ENOUGH,
) -> Candidates:
    """Products of a shop of `size` that fit all conditions. One to three statements.

    The next tier is not asked where so many are at hand.
    """
    found = Candidates([], are_all=True, full=0)
    bounds = LARGE if size > SMALL else WHOLE
    tiers = _tiers(size)
    for tier in tiers:
        rows = _fetch(conditions, tiers[0], tier, bounds, ordering, matching)
        hits = rows[0][0]
        at_hand = [Candidate._make(row[2:]) for row in rows if row[2] is not None]
        are_all = tier == _ALL and hits <= bounds.ranked and len(at_hand) <= bounds.kept
        found = Candidates(at_hand[: bounds.kept], are_all, sum(bool(row[1]) for row in rows))
        if hits >= ENOUGH or len(at_hand) >= a_few_will_do:
            break
    return found


def these(product_ids: Sequence[int], conditions: Sequence[Condition]) -> list[Candidate]:
    """Those of the products that fit, in their order. One statement."""
    sql = _THESE.format(available=AVAILABLE, conditions=_joined_whole(conditions))
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
    sql = _WALKED.format(
        asked=asked.sql,
        order=_WALKS[ordering],
        limit=_LONGEST_WALK,
        conditions=_joined_whole(wanted),
        among="p.price IS NOT NULL" if ordering in _BY_PRICE else "true",
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*asked.parameters, *_parameters(wanted), request.size, request.offset])
        return [row[0] for row in cursor.fetchall()]


def _tiers(size: int) -> list[str]:
    numbers = (number for number, largest in enumerate(TIERS, start=1) if size > max(SMALL, largest))
    return [*(f"p.tier <= {number}" for number in numbers), _ALL]


def _fetch(
    conditions: Sequence[Condition],
    first: str,
    tier: str,
    bounds: Bounds,
    ordering: Ordering,
    matching: Matching | None,
) -> list[tuple[Any, ...]]:
    by_score = matching is not None and ordering == Ordering.RELEVANCE
    asked = matching.asked if matching else Condition("1")
    sql = _FOUND.format(
        asked=asked.sql,
        available=AVAILABLE,
        covered=matching.covered if matching else "1",
        full=matching.is_full if matching else "true",
        hits=_hits(conditions, first, tier, bounds),
        among=" AND ".join(condition.among for condition in conditions) or "true",
        bounds=bounds,
        order=f"{matching.score} DESC, {_ORDERS[ordering]}" if matching and by_score else _ORDERS[ordering],
    )
    times = 1 if tier == first else 2
    return _rows(sql, [*asked.parameters, *_parameters(conditions) * times])


def _hits(conditions: Sequence[Condition], first: str, tier: str, bounds: Bounds) -> str:
    """All of the first tier, which is small; of another one as many as are looked at, besides.

    Of the whole shop, the popular are read off the index of their order.
    """
    if not conditions:
        return _POPULAR.format(most=bounds.ranked + 1)
    sql = _joined(conditions)
    most = bounds.found if first == _ALL else TIERS[0]
    found = _HITS.format(tier=first, conditions=sql, most=most)
    if tier == first:
        return found
    return f"({found}) UNION ({_HITS.format(tier=tier, conditions=sql, most=bounds.found)})"


def _rows(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:  # planned anew each time: a rare word wants another plan
        cursor.execute(sql, parameters)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _joined(conditions: Sequence[Condition]) -> str:
    return " AND ".join(f"({condition.sql})" for condition in conditions) or "true"


def _joined_whole(conditions: Sequence[Condition]) -> str:
    return _joined([Condition(condition.whole) for condition in conditions])


def _parameters(conditions: Sequence[Condition]) -> list[Any]:
    return [parameter for condition in conditions for parameter in condition.parameters]
