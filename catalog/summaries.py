"""What a product row keeps ready for lists and search: lowest and highest price, and the search words.

Derived, never edited: whatever changes a product, its variants, or the names of its brand, category or attributes
calls `refresh_summaries` in the same transaction.
"""

from collections.abc import Collection

from django.db import connection

from catalog.words import learn_words
from electricityshop.commands import require_transaction

_GROUPED = r"""'(\d),(\d{3})(?!\d)', '\1\2', 'g'"""
"""`10,000 mAh` is written 10000, as it is looked for."""
_COLUMNS = """
product AS (
    SELECT id, brand_id, category_id, specification,
           regexp_replace(name, {grouped}) AS name, regexp_replace(summary, {grouped}) AS summary,
           regexp_replace(left(description, 50000), {grouped}) AS description
    FROM {products}
),
variant AS (
    SELECT v.product_id, v.name, v.price, v.specification,
           concat_ws(' ', v.sku, NULLIF(v.ean, ''), NULLIF(v.manufacturer_number, '')) AS codes
    FROM catalog_variant v JOIN product p ON p.id = v.product_id
    WHERE v.is_active
),
offered AS (
    SELECT product_id, min(price) AS price, max(price) AS price_to,
           string_agg(codes, ' ' ORDER BY codes) AS codes, string_agg(name, ' ' ORDER BY codes) AS names
    FROM variant GROUP BY product_id
),
property AS (
    SELECT p.id AS product_id, e.key, e.value FROM product p, jsonb_each_text(p.specification) e
    UNION ALL
    SELECT DISTINCT v.product_id, e.key, e.value FROM variant v, jsonb_each_text(v.specification) e
),
described AS (
    SELECT property.product_id,
           string_agg(
               CASE a.kind
                   WHEN 'boolean' THEN CASE WHEN property.value = 'true' THEN a.name END
                   ELSE concat_ws(' ', a.name, COALESCE(c.label, property.value), NULLIF(a.unit, ''))
               END,
               ' ' ORDER BY property.key, property.value) AS words
    FROM property
    JOIN catalog_attribute a ON a.code = property.key
    LEFT JOIN catalog_attributechoice c ON c.attribute_id = a.id AND c.value = property.value
    GROUP BY property.product_id
),
place AS MATERIALIZED (
    SELECT c.id, c.name, string_agg(above.name, ' ' ORDER BY above.path) AS above
    FROM catalog_category c
    LEFT JOIN catalog_category above ON starts_with(c.path, above.path || '/')
    WHERE c.id IN (SELECT category_id FROM product)
    GROUP BY c.id
),
summary AS MATERIALIZED (
    SELECT p.id, o.price, o.price_to,
           setweight(to_tsvector('english', p.name) || to_tsvector('simple', concat_ws(' ', p.name, o.codes)), 'A')
           || setweight(to_tsvector('english', concat_ws(' ', b.name, place.name)), 'B')
           || setweight(to_tsvector('english', concat_ws(' ', p.summary, o.names, d.words)), 'C')
           || setweight(to_tsvector('english', concat_ws(' ', place.above, p.description)), 'D')
           AS search
    FROM product p
    JOIN place ON place.id = p.category_id
    LEFT JOIN catalog_brand b ON b.id = p.brand_id
    LEFT JOIN offered o ON o.product_id = p.id
    LEFT JOIN described d ON d.product_id = p.id
)
"""

SUMMARY_OF_STAGED = "WITH " + _COLUMNS.format(products="staged_product", grouped=_GROUPED)
"""The table expression `summary` (id, price, price_to, search) for products that are about to be written."""

_REFRESH = (
    "WITH "
    + _COLUMNS.format(products="catalog_product WHERE id = ANY(%s)", grouped=_GROUPED)
    + """
UPDATE catalog_product p
SET price = summary.price, price_to = summary.price_to, search = summary.search
FROM summary
WHERE summary.id = p.id
  AND (p.price, p.price_to, p.search) IS DISTINCT FROM (summary.price, summary.price_to, summary.search)
"""
)


def refresh_summaries(product_ids: Collection[int]) -> int:
    """Bring price range and search words of these products up to date, in one statement; how many changed.

    Part of a command's transaction: raises `TransactionRequired` outside one.
    """
    require_transaction()
    if not product_ids:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, [list(product_ids)])
        changed = int(cursor.rowcount)
    learn_words(product_ids)
    return changed
