"""A list read on from a product of it, along the index of its order: as quick at its end as at its beginning.

What comes or goes meanwhile moves nothing: who follows a walk to its end sees every product once that stays where it is.
"""

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from catalog.queries.listed_products import ListedProduct, listed_in
from catalog.queries.listing.cursor import Cursor
from catalog.queries.listing.selection import Ordering
from catalog.queries.search.matching import Condition


class _Order(NamedTuple):
    column: str
    is_descending: bool
    in_category: bool
    """Whether an index has each category in this order."""

    @property
    def direction(self) -> str:
        return "DESC" if self.is_descending else "ASC"

    @property
    def beyond(self) -> str:
        return "<" if self.is_descending else ">"


_ORDERS: Final = {
    Ordering.POPULAR: _Order("popularity", is_descending=True, in_category=True),
    Ordering.UNPOPULAR: _Order("popularity", is_descending=False, in_category=True),
    Ordering.CHEAPEST: _Order("price", is_descending=False, in_category=True),
    Ordering.DEAREST: _Order("price", is_descending=True, in_category=True),
    Ordering.NEWEST: _Order("created_at", is_descending=True, in_category=False),
    Ordering.NAME: _Order("name", is_descending=False, in_category=False),
    Ordering.NAME_BACKWARDS: _Order("name", is_descending=True, in_category=False),
}
IN_CATEGORY: Final = {ordering for ordering, order in _ORDERS.items() if order.in_category}
"""Orders that each category has an index of."""
_SHOP: Final = """
SELECT p.id, p.{column} AS value FROM catalog_product p
WHERE p.is_published AND {conditions}
ORDER BY p.{column} {direction}, p.id {direction} LIMIT %s
"""
_CATEGORIES: Final = """
SELECT best.id, best.value
FROM unnest(%s::bigint[]) AS category (id), LATERAL (
    SELECT p.id, p.{column} AS value FROM catalog_product p
    WHERE p.is_published AND p.category_id = category.id AND {conditions}
    ORDER BY p.{column} {direction}, p.id {direction} LIMIT %s
) AS best
ORDER BY best.value {direction}, best.id {direction} LIMIT %s
"""
"""The next of each category, and of those the next: each is read off its index."""


def walk(
    categories: Sequence[int] | None,
    conditions: Sequence[Condition],
    ordering: Ordering,
    after: Cursor | None,
    size: int,
) -> list[tuple[ListedProduct, Cursor]]:
    """At most `size` products after a cursor, each with its own. One statement, two where prices end.

    What is not for sale is the end of a list ordered by price, whichever way.
    """
    found: list[tuple[ListedProduct, Cursor]] = []
    order = _ORDERS[ordering]
    for part in _parts(order, after):
        left = size - len(found)
        if left:
            rows = _read(order, categories, [*conditions, *part], left)
            found += [(row, Cursor(ordering, value, row.id)) for row, value in rows]
    return found


def _parts(order: _Order, after: Cursor | None) -> list[list[Condition]]:
    """Where to read, one after the other: a list by price has what is for sale, and the rest."""
    if order.column != "price":
        return [_beyond(order, after)]
    priced, unpriced = Condition("p.price IS NOT NULL"), Condition("p.price IS NULL")
    if after is not None and after.value is None:
        return [[unpriced, Condition(f"p.id {order.beyond} %s", (after.id,))]]
    return [[priced, *_beyond(order, after)], [unpriced]]


def _beyond(order: _Order, after: Cursor | None) -> list[Condition]:
    if after is None:
        return []
    return [Condition(f"(p.{order.column}, p.id) {order.beyond} (%s, %s)", (after.value, after.id))]


def _read(
    order: _Order, categories: Sequence[int] | None, conditions: Sequence[Condition], size: int
) -> list[tuple[ListedProduct, Any]]:
    wanted = list(conditions)
    by_category = categories is not None and order.in_category
    if categories is not None and not by_category:
        wanted.append(Condition("p.category_id = ANY(%s)", (list(categories),)))
    page = (_CATEGORIES if by_category else _SHOP).format(
        column=order.column,
        direction=order.direction,
        conditions=" AND ".join(f"({each.whole})" for each in wanted) or "true",
    )
    parameters = [parameter for each in wanted for parameter in each.parameters]
    around = ([list(categories or ())], [size, size]) if by_category else ([], [size])
    return listed_in(page, order.direction, [*around[0], *parameters, *around[1]])
