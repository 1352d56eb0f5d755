"""How many products have each facet value, and which products are the popular ones: counted anew from time to time.

Both only decide where a search begins to look and what "about" says, which needs no exactness. Which values a product
has is never late: `catalog.summaries` writes it with the product.
"""

from catalog.domain.facets import TIERS
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import run

_COUNT = """
UPDATE catalog_facetvalue known SET products = counted.products
FROM (
    SELECT every.id, COALESCE(had.products, 0) AS products
    FROM catalog_facetvalue every
    LEFT JOIN (
        SELECT value_id AS id, count(*) AS products
        FROM catalog_product, unnest(facets) AS value_id WHERE is_published GROUP BY value_id
    ) had USING (id)
) counted
WHERE counted.id = known.id AND counted.products <> known.products
"""
_COUNT_IN_CATEGORIES = """
UPDATE catalog_category known SET products_counted = counted.products
FROM (
    SELECT c.id, count(p.id) AS products
    FROM catalog_category c LEFT JOIN catalog_product p ON p.category_id = c.id AND p.is_published
    GROUP BY c.id
) counted
WHERE counted.id = known.id AND counted.products <> known.products_counted
"""
_RANK = """
UPDATE catalog_product product SET tier = ranked.tier
FROM (
    SELECT id, CASE WHEN place <= %s THEN 1 WHEN place <= %s THEN 2 ELSE 3 END AS tier
    FROM (
        SELECT id, row_number() OVER (ORDER BY is_published DESC, popularity DESC, id DESC) AS place FROM catalog_product
    ) placed
) ranked
WHERE ranked.id = product.id AND ranked.tier <> product.tier
"""


def count_facet_values() -> None:
    """Count how many published products have each value, and are in each category."""
    require_transaction()
    run(_COUNT, [])
    run(_COUNT_IN_CATEGORIES, [])


def rank_products() -> None:
    """Put every product into its tier. Only those that have moved are written."""
    require_transaction()
    run(_RANK, list(TIERS))
