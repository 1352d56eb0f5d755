"""What can be ordered, how popular it is, and on what terms: for whoever orders by the thousand."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from electricityshop.plain_sql import fetch

_PAGE = 20_000
_POPULAR = """
SELECT v.id, p.popularity
FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id
WHERE v.id > %s AND v.is_active AND v.price IS NOT NULL AND p.is_published
ORDER BY v.id LIMIT %s
"""
_ARTICLES = """
SELECT v.id, v.sku, concat_ws(', ', p.name, nullif(v.name, '')), v.price, t.rate, v.weight, v.sale_unit,
       v.minimum_quantity, v.quantity_step
FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id JOIN catalog_taxclass t ON t.id = p.tax_class_id
WHERE v.id = ANY(%s)
"""


@dataclass(frozen=True, slots=True)
class Article:
    """`price` is minor units with VAT, `tax_rate` basis points, `weight` grams."""

    variant_id: int
    sku: str
    name: str
    price: int
    tax_rate: int
    weight: int
    sale_unit: str
    minimum_quantity: int
    quantity_step: int


def popular_articles() -> Iterator[tuple[int, int]]:
    """Variant id and its product's popularity of all that is for sale, in id order; one statement a page."""
    after = 0
    while page := fetch(_POPULAR, [after, _PAGE]):
        yield from ((variant, popularity) for variant, popularity in page)
        after = page[-1][0]


def articles(variant_ids: Collection[int]) -> dict[int, Article]:
    """By variant id, of what `popular_articles` named; one statement."""
    return {row[0]: Article(*row) for row in fetch(_ARTICLES, [list(variant_ids)])}
