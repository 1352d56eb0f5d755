"""What a product row keeps ready for lists and search: lowest and highest price, search words, facet values.

Derived, never edited: whatever changes a product, its variants, or the names of its brand, category or attributes
calls `refresh_summaries` in the same transaction.
"""

from collections.abc import Collection

from django.db import connection

from catalog.words import learn_words
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import run

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
    SELECT p.id AS product_id, e.key, e.value #>> '{{}}' AS value, jsonb_typeof(e.value) AS kind
    FROM product p, jsonb_each(p.specification) e
    UNION
    SELECT v.product_id, e.key, e.value #>> '{{}}', jsonb_typeof(e.value)
    FROM variant v, jsonb_each(v.specification) e
),
typed AS (
    SELECT property.product_id, a.id AS attribute_id,
           CASE a.kind WHEN 'number' THEN trim_scale(property.value::numeric)::text ELSE property.value END AS value
    FROM property JOIN catalog_attribute a ON a.code = property.key
    WHERE property.kind = CASE a.kind WHEN 'choice' THEN 'string' ELSE a.kind END AND length(property.value) <= 60
),
faceted AS (
    SELECT product_id, array_agg(id ORDER BY id) AS facets
    FROM (
        SELECT typed.product_id, f.id FROM typed JOIN catalog_facetvalue f USING (attribute_id, value)
        UNION SELECT p.id, f.id FROM product p JOIN catalog_facetvalue f USING (brand_id)
    ) AS every
    GROUP BY product_id
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
    SELECT p.id, o.price, o.price_to, COALESCE(faceted.facets, '{{}}') AS facets,
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
    LEFT JOIN faceted ON faceted.product_id = p.id
)
"""
_LEARN_VALUES = """
INSERT INTO catalog_facetvalue (attribute_id, value, number, brand_id, products)
SELECT attribute_id, value, number, brand_id, 1
FROM (
    SELECT attribute_id, value, CASE a.kind WHEN 'number' THEN value::float8 END AS number,
           NULL::bigint AS brand_id
    FROM (SELECT DISTINCT attribute_id, value FROM typed) own JOIN catalog_attribute a ON a.id = attribute_id
    WHERE NOT EXISTS (SELECT FROM catalog_facetvalue f WHERE f.attribute_id = own.attribute_id AND f.value = own.value)
    UNION ALL
    SELECT NULL, '', NULL, brand_id
    FROM (SELECT DISTINCT brand_id FROM product WHERE brand_id IS NOT NULL) own
    WHERE NOT EXISTS (SELECT FROM catalog_facetvalue f WHERE f.brand_id = own.brand_id)
) found
ORDER BY attribute_id, value, brand_id
ON CONFLICT DO NOTHING
"""
"""In one order, so that two who learn the same values at once wait for one another, and never in a circle."""
_STAGED = "WITH " + _COLUMNS.format(products="staged_product", grouped=_GROUPED)
_WRITTEN = "WITH " + _COLUMNS.format(products="catalog_product WHERE id = ANY(%s)", grouped=_GROUPED)

LEARN_VALUES_OF_STAGED = _STAGED + _LEARN_VALUES
"""The facet values that products have which are about to be written. Needed before `SUMMARY_OF_STAGED`."""

SUMMARY_OF_STAGED = _STAGED
"""The table expression `summary` (id, price, price_to, search, facets) for products that are about to be written."""

_REFRESH = (
    _WRITTEN
    + """
UPDATE catalog_product p
SET price = summary.price, price_to = summary.price_to, search = summary.search, facets = summary.facets
FROM summary
WHERE summary.id = p.id
  AND (p.price, p.price_to, p.search, p.facets)
      IS DISTINCT FROM (summary.price, summary.price_to, summary.search, summary.facets)
"""
)


def refresh_summaries(product_ids: Collection[int]) -> int:
    """Bring what is derived of these products up to date; how many changed.

    Part of a command's transaction: raises `TransactionRequired` outside one.
    """
    require_transaction()
    if not product_ids:
        return 0
    run(_WRITTEN + _LEARN_VALUES, [list(product_ids)])
    with connection.cursor() as cursor:
        cursor.execute(_REFRESH, [list(product_ids)])
        changed = int(cursor.rowcount)
    learn_words(product_ids)
    return changed
