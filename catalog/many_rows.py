"""A large catalogue, for plans: ten thousands of plain products in a hundred categories; the last one has forty variants."""

STATEMENTS = (
    "INSERT INTO catalog_taxclass (id, code, name, rate) VALUES (1, 'standard', 'Standard', 1900)",
    "INSERT INTO catalog_brand (id, name, slug) SELECT n, 'Brand ' || n, 'brand-' || n FROM generate_series(1, 400) n",
    """
INSERT INTO catalog_category (id, parent_id, slug, path, name, description, position, drawing)
SELECT n, parent, 'c' || n, CASE WHEN parent IS NULL THEN '' ELSE 'c' || parent || '/' END || 'c' || n, 'Category ' || n,
    '', n, ''
FROM generate_series(1, 100) n, LATERAL (SELECT CASE WHEN n > 10 THEN mod(n, 10) + 1 END AS parent) above
""",
    """
INSERT INTO catalog_product (id, slug, name, brand_id, category_id, summary, description, specification, variant_axes,
    tax_class_id, is_published, popularity, created_at, updated_at, price, price_to, search, source, source_digest)
SELECT n, 'product-' || n, name, 1 + mod(n, 400), 11 + mod(n * 7, 90), '', '', '{}', '{}',
    1, mod(n, 50) <> 30, mod(n::bigint * 7919, 100003), now() - (%(rows)s - n) * interval '1 minute', now(),
    100 + mod(n::bigint * 104729, 99991), 100 + mod(n::bigint * 104729, 99991),
    setweight(to_tsvector('english', name), 'A') || setweight(to_tsvector('simple', name), 'A'),
    CASE WHEN mod(n, 50) = 1 THEN 'feed' ELSE 'many' END, ''
FROM generate_series(1, %(rows)s) n, LATERAL (SELECT 'Lamp word' || mod(n, 400) || ' rare' || mod(n, 9000) AS name) named
""",
    """
INSERT INTO catalog_variant (id, product_id, sku, name, position, specification, price, weight, ean, manufacturer_number,
    sale_unit, minimum_quantity, quantity_step, is_active)
SELECT n, least(n, %(rows)s), 'MANY-' || lpad(n::text, 7, '0'), '', n, '{}', 100 + mod(n::bigint * 104729, 99991), 100,
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
    """
INSERT INTO catalog_searchword (id, word, stem, products, keys)
SELECT n, CASE WHEN n <= 9000 THEN 'rare' || n - 1 WHEN n <= 9400 THEN 'word' || n - 9001 ELSE 'other' || n END,
    CASE WHEN n <= 9000 THEN 'rare' || n - 1 WHEN n <= 9400 THEN 'word' || n - 9001 ELSE 'other' || n END, 5,
    ARRAY[mod(n * 31, 20011), mod(n * 37, 20011), mod(n * 41, 20011), mod(n * 43, 20011)]
FROM generate_series(1, %(rows)s / 2) n
""",
)
