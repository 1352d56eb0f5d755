"""A large catalogue, for plans: ten thousands of plain products in a hundred categories; the last one has forty-one variants,
the one before it none.

It is a shop of a million on a smaller scale: a hundredth of the products are in the first tier, a tenth in the first two.
A fifth of them are in one category. Every product is a lamp; of the other words in its name one is in a sixth of them,
one in a fortieth, one in some hundred, one in a few. Lamps and luminaires fit each other.
"""

_NAME = (
    "'Lamp broad' || mod(n, 6) || ' usual' || mod(n, 40) || ' word' || mod(n, 400) || ' rare' || mod(n, 9000)"
)
_SHEET = "jsonb_build_object('power', 1 + mod(n, 10000), 'length', 1 + mod(n, 1000), 'lamp_base', 'e' || mod(n, 10))"
_WORDS = """
SELECT 'rare' || n, %(rows)s / 9000 FROM generate_series(0, 8999) n
UNION ALL SELECT 'word' || n, %(rows)s / 400 FROM generate_series(0, 399) n
UNION ALL SELECT 'usual' || n, %(rows)s / 40 FROM generate_series(0, 39) n
UNION ALL SELECT 'broad' || n, %(rows)s / 6 FROM generate_series(0, 5) n
UNION ALL SELECT 'lamp', %(rows)s
UNION ALL SELECT 'other' || n, 1 FROM generate_series(9447, %(rows)s / 2) n
"""

STATEMENTS = (
    "INSERT INTO catalog_taxclass (id, code, name, rate) VALUES (1, 'standard', 'Standard', 1900)",
    "INSERT INTO catalog_brand (id, name, slug) SELECT n, 'Brand ' || n, 'brand-' || n FROM generate_series(1, 400) n",
    """
INSERT INTO catalog_category (id, parent_id, slug, path, name, description, position, drawing)
SELECT n, parent, slug, CASE WHEN parent IS NULL THEN '' ELSE coalesce(names[parent], 'c' || parent) || '/' END || slug,
    'Category ' || n, '', n, ''
FROM generate_series(1, 100) n,
    LATERAL (SELECT CASE WHEN n > 10 THEN mod(n, 10) + 1 END AS parent, ARRAY['lamps', 'luminaires'] AS names) above,
    LATERAL (SELECT coalesce(names[n], 'c' || n) AS slug) called
""",
    """
INSERT INTO catalog_attribute (id, code, name, kind, unit, explanation)
VALUES (1, 'power', 'Power', 'number', 'W', ''), (2, 'length', 'Length', 'number', 'm', ''),
    (3, 'lamp_base', 'Lamp base', 'choice', '', '')
""",
    """
INSERT INTO catalog_attributechoice (attribute_id, value, label, position)
SELECT 3, 'e' || n, 'E' || n, n FROM generate_series(0, 9) n
""",
    """
INSERT INTO catalog_facetvalue (id, attribute_id, value, number, brand_id, products)
SELECT n, 1, n::text, n, NULL::bigint, %(rows)s / 10000 FROM generate_series(1, 10000) n
UNION ALL SELECT 10000 + n, 2, n::text, n, NULL, %(rows)s / 1000 FROM generate_series(1, 1000) n
UNION ALL SELECT 11001 + n, 3, 'e' || n, NULL, NULL, %(rows)s / 10 FROM generate_series(0, 9) n
UNION ALL SELECT 12000 + n, NULL, '', NULL, n, %(rows)s / 400 FROM generate_series(1, 400) n
""",
    f"""
INSERT INTO catalog_product (id, slug, name, brand_id, category_id, summary, description, specification, variant_axes,
    tax_class_id, is_published, popularity, created_at, updated_at, price, price_to, search, facets, tier, source,
    source_digest)
SELECT n, 'product-' || n, name, 1 + mod(n, 400), CASE mod(n, 5) WHEN 0 THEN 11 ELSE 11 + mod(n * 7, 90) END, '', '',
    {_SHEET}, '{{}}', 1, mod(n, 50) <> 30, popularity, now() - (%(rows)s - n) * interval '1 minute', now(),
    100 + mod(n::bigint * 104729, 99991), 100 + mod(n::bigint * 104729, 99991),
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('simple', name), 'A'),
    ARRAY[1 + mod(n, 10000), 10001 + mod(n, 1000), 11001 + mod(n, 10), 12001 + mod(n, 400)],
    CASE WHEN place <= %(rows)s / 100 THEN 1 WHEN place <= %(rows)s / 10 THEN 2 ELSE 3 END,
    CASE WHEN mod(n, 200) = 1 THEN 'feed' ELSE 'many' END, ''
FROM (
    SELECT n, popularity, row_number() OVER (ORDER BY mod(n, 50) = 30, popularity DESC, n DESC) AS place, {_NAME} AS name
    FROM generate_series(1, %(rows)s) n, LATERAL (SELECT mod(n::bigint * 7919, 100003) AS popularity) bought
) named ORDER BY n
""",
    """
UPDATE catalog_category known SET products_counted = counted.products
FROM (SELECT category_id, count(*) AS products FROM catalog_product WHERE is_published GROUP BY category_id) counted
WHERE counted.category_id = known.id
""",
    """
INSERT INTO catalog_boughttogether (id, product_id, other_id, orders)
SELECT 4 * n + more, n, 1 + mod(n + more, %(rows)s), 5 + more
FROM generate_series(1, %(rows)s / 4) n, generate_series(0, 3) more
UNION ALL
SELECT 4 * %(rows)s + more, %(rows)s, more, 5 + more FROM generate_series(1, 12) more
""",
    """
INSERT INTO catalog_searchphrase (id, text, searches, products, searched_at, aged_at)
SELECT n, 'rare' || mod(n, 9000) || ' word' || n, 1 + mod(n * 7919, 97), CASE WHEN mod(n, 400) <> 7 THEN mod(n, 60) END,
    now() - n * interval '2 minutes', now() - n * interval '2 minutes'
FROM generate_series(1, least(%(rows)s, 21000)) n
""",
    """
INSERT INTO catalog_variant (id, product_id, sku, name, position, specification, price, weight, ean, manufacturer_number,
    sale_unit, minimum_quantity, quantity_step, is_active)
SELECT n, CASE n WHEN %(rows)s - 1 THEN %(rows)s ELSE least(n, %(rows)s) END, 'MANY-' || lpad(n::text, 7, '0'), '', n, '{}', 100 + mod(n::bigint * 104729, 99991), 100,
    CASE WHEN mod(n, 2) = 0 THEN '4' || lpad(n::text, 12, '0') ELSE '' END, '', 'piece', 1, 1, true
FROM generate_series(1, %(rows)s + 39) n
""",
    """
INSERT INTO catalog_productimage (id, product_id, file, source_url, alternative_text, position)
SELECT n, least(n, %(rows)s), '', 'https://many.example/' || n, '', n FROM generate_series(%(rows)s / 2, %(rows)s + 9) n
""",
    """
INSERT INTO catalog_stockitem (variant_id, on_hand, held)
SELECT id, CASE WHEN mod(id, 5000) = 0 THEN 60 ELSE 100 END, 60 FROM catalog_variant
""",
    """
INSERT INTO catalog_stockhold (id, variant_id, reference, quantity, state, expires_at, created_at)
SELECT n, n, 'ES-' || n, 1, CASE WHEN n <= 50 OR n > %(rows)s - 120 THEN 'open' ELSE 'taken' END,
    now() + CASE WHEN n > %(rows)s - 120 THEN 1 ELSE n - %(rows)s END * interval '1 hour', now() - interval '1 hour'
FROM generate_series(1, %(rows)s) n
UNION ALL
SELECT %(rows)s + n, n, 'ES-' || %(rows)s - 100, 1, 'open', now() + interval '1 hour', now()
FROM generate_series(1, 19) n
UNION ALL
SELECT %(rows)s + 19 + n, %(rows)s, 'ES-' || n, 1, 'open', now() + interval '1 hour', now() FROM generate_series(1, 40) n
""",
    """
INSERT INTO catalog_stockmovement (id, variant_id, kind, on_hand_change, held_change, reference, reason, actor, created_at)
SELECT n, least(n, %(rows)s), CASE WHEN n > %(rows)s - 120 THEN 'hold' ELSE 'take' END, 0, 0, 'ES-' || n, '', '', now() - (%(rows)s - n) * interval '1 minute'
FROM generate_series(1, %(rows)s + 300) n
""",
    f"""
INSERT INTO catalog_searchword (id, word, stem, products, keys)
SELECT n, word, word, products, ARRAY[mod(n * 31, 20011), mod(n * 37, 20011), mod(n * 41, 20011), mod(n * 43, 20011)]
FROM (SELECT row_number() OVER ()::int AS n, word, products FROM ({_WORDS}) counted (word, products)) numbered
""",
)
