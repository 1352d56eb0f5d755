"""Products with a SKU or EAN that begins with what was typed."""

from typing import Final

from catalog.queries.search_terms import SearchTerms
from catalog.queries.suggesting.beginnings import beginning
from electricityshop.plain_sql import fetch

_EAN_DIGITS: Final = 14
_NUMBERED: Final = """
SELECT p.id FROM (
    (SELECT product_id FROM catalog_variant
     WHERE is_active AND sku ~>=~ %(begin)s AND sku ~<~ %(end)s ORDER BY sku USING ~<~ LIMIT 20)
    UNION
    (SELECT product_id FROM catalog_variant
     WHERE is_active AND ean <> '' AND ean BETWEEN %(begin)s AND %(last_ean)s ORDER BY ean LIMIT %(eans)s)
) AS numbered JOIN catalog_product p ON p.id = numbered.product_id
WHERE p.is_published ORDER BY p.popularity DESC, p.id DESC LIMIT %(most)s
"""


def numbered_products(terms: SearchTerms, *, most: int) -> list[int]:
    """Ids, the most popular of the first twenty numbers first; none for a text without a digit. One statement."""
    number = terms.article_number
    if not any(map(str.isdigit, number)):
        return []
    is_ean = number.isascii() and number.isdigit()
    ends = {"last_ean": number.ljust(_EAN_DIGITS, "9"), "eans": 20 if is_ean else 0, "most": most}
    return [row[0] for row in fetch(_NUMBERED, beginning(number) | ends)]
