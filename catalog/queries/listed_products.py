"""The rows that product lists are made of."""

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection

from catalog.domain.records import Specification
from electricityshop.plain_sql import fetch


class ListedProduct(NamedTuple):
    """A product's own columns in a list; prices are minor units, None when it is not for sale."""

    id: int
    slug: str
    name: str
    summary: str
    price: int | None
    price_to: int | None
    specification: Specification
    variant_axes: list[str]
    category_id: int
    brand: str | None


class ListedVariant(NamedTuple):
    sku: str
    sale_unit: str
    specification: Specification
    is_in_stock: bool


_ROWS = """
SELECT p.id, p.slug, p.name, p.summary, p.price, p.price_to, p.specification, p.variant_axes, p.category_id, b.name
FROM ({page}) AS page
JOIN catalog_product p ON p.id = page.id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
ORDER BY page.popularity DESC, page.id DESC
"""
_POPULAR = _ROWS.format(
    page="""
    SELECT id, popularity FROM catalog_product WHERE is_published
    ORDER BY popularity DESC, id DESC LIMIT %(size)s OFFSET %(offset)s
    """
)
_POPULAR_IN = _ROWS.format(
    page="""
    SELECT best.id, best.popularity
    FROM unnest(%(categories)s::bigint[]) AS category (id), LATERAL (
        SELECT id, popularity FROM catalog_product WHERE is_published AND category_id = category.id
        ORDER BY popularity DESC, id DESC LIMIT %(size)s + %(offset)s
    ) AS best
    ORDER BY best.popularity DESC, best.id DESC LIMIT %(size)s OFFSET %(offset)s
    """
)
"""The best of each category, and of those the best: each is read off its index, however many products there are."""

_NEWEST = """
SELECT p.id, p.slug, p.name, p.summary, p.price, p.price_to, p.specification, p.variant_axes, p.category_id, b.name
FROM catalog_product p
LEFT JOIN catalog_brand b ON b.id = p.brand_id
WHERE p.is_published
ORDER BY p.created_at DESC, p.id DESC LIMIT %s
"""
_IN = """
SELECT p.id, p.slug, p.name, p.summary, p.price, p.price_to, p.specification, p.variant_axes, p.category_id, b.name,
       page.value
FROM ({page}) AS page
JOIN catalog_product p ON p.id = page.id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
ORDER BY page.value {direction}, page.id {direction}
"""
_THESE = """
SELECT p.id, p.slug, p.name, p.summary, p.price, p.price_to, p.specification, p.variant_axes, p.category_id, b.name
FROM unnest(%s::bigint[]) WITH ORDINALITY AS page (id, place)
JOIN catalog_product p ON p.id = page.id AND p.is_published
LEFT JOIN catalog_brand b ON b.id = p.brand_id
ORDER BY page.place
"""

_VARIANTS = """
SELECT v.product_id, v.sku, v.sale_unit, v.specification, COALESCE(s.on_hand > s.held, false)
FROM catalog_variant v LEFT JOIN catalog_stockitem s ON s.variant_id = v.id
WHERE v.product_id = ANY(%s) AND v.is_active
ORDER BY v.product_id, v.position, v.id
"""


def most_popular(
    category_ids: Sequence[int] | None = None, *, size: int, offset: int = 0
) -> list[ListedProduct]:
    """The published products of these categories themselves, or of all, most popular first. One statement."""
    wanted = {"size": size, "offset": offset}
    if category_ids is None:
        rows = fetch(_POPULAR, wanted)
    else:
        rows = fetch(_POPULAR_IN, wanted | {"categories": list(category_ids)})
    return list(map(_listed, rows))


def newest(size: int) -> list[ListedProduct]:
    """One statement."""
    return list(map(_listed, fetch(_NEWEST, [size])))


def listed_products(product_ids: Sequence[int]) -> list[ListedProduct]:
    """The published ones of these, in their order. One statement."""
    return list(map(_listed, fetch(_THESE, [list(product_ids)]))) if product_ids else []


def listed_in(page: str, direction: str, parameters: Sequence[Any]) -> list[tuple[ListedProduct, Any]]:
    """Those of a statement that gives `id` and `value`, by both of them, each with its `value`. One statement.

    Planned anew each time: a rare property wants another plan than a frequent one.
    """
    with connection.cursor() as cursor:
        cursor.execute(_IN.format(page=page, direction=direction), parameters)
        return [(_listed(row[:-1]), row[-1]) for row in cursor.fetchall()]


def _listed(row: Sequence[Any]) -> ListedProduct:
    return ListedProduct._make((*row[:6], json.loads(row[6]), *row[7:]))


def listed_variants(product_ids: Sequence[int]) -> dict[int, list[ListedVariant]]:
    """Of each product its active variants in order; a product without one is missing. One statement."""
    found: dict[int, list[ListedVariant]] = {}
    if product_ids:
        for product_id, sku, unit, specification, in_stock in fetch(_VARIANTS, [list(product_ids)]):
            variant = ListedVariant(sku, unit, json.loads(specification), in_stock)
            found.setdefault(product_id, []).append(variant)
    return found
