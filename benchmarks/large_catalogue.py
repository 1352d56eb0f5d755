"""The demo catalogue grown to the size of a large shop, by SQL alone: the same products again, under other names.

    python -m benchmarks.large_catalogue 100000     # the catalogue of the demo that runs on this checkout

What a clone is called, costs and counts follows from its number, so every run makes the same catalogue.
"""

import os
import sys

import psycopg
import redis

from electricityshop.embedded.environment import running_demo_environment

MEMORY = "SET work_mem = '128MB'; SET maintenance_work_mem = '256MB'"
CLONES = """
CREATE TEMPORARY TABLE clone AS
WITH source AS MATERIALIZED (
    SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS sources
    FROM catalog_product WHERE source = 'demo'
),
numbered AS (
    SELECT number, number / sources AS series, number %% sources AS place, hashint8(number) & 2147483647 AS chance
    FROM (SELECT max(sources) AS sources FROM source) counted,
         generate_series((SELECT count(*) FROM catalog_product), %(products)s - 1) number
)
SELECT nextval(pg_get_serial_sequence('catalog_product', 'id')) AS id, source.id AS source_id, series, chance
FROM numbered JOIN source USING (place)
ORDER BY number
"""
"""As many as are missing; `series` counts the clones of one product, `chance` is what its figures are drawn from."""

VARIANTS = """
CREATE TEMPORARY TABLE clone_variant AS
SELECT nextval(pg_get_serial_sequence('catalog_variant', 'id')) AS id, clone.id AS product_id, clone.chance,
       variant.sku || '-' || clone.series AS sku, variant.id AS source_id,
       greatest(1, variant.price::bigint * (60 + clone.chance %% 90) / 100) AS price
FROM clone
JOIN (SELECT *, row_number() OVER (PARTITION BY product_id ORDER BY position, id) AS place FROM catalog_variant
      WHERE is_active) variant
  ON variant.product_id = clone.source_id AND variant.place <= 1 + clone.chance %% 4
ORDER BY clone.id, variant.place
"""
"""The first one to four of each product's variants."""

PRODUCTS = """
INSERT INTO catalog_product
    (id, slug, name, brand_id, category_id, summary, description, specification, variant_axes, tax_class_id,
     is_published, popularity, created_at, updated_at, price, price_to, search, source, source_digest)
SELECT clone.id, left(p.slug, 140) || '-' || clone.series, left(p.name, 180) || ' S' || clone.series, p.brand_id,
       p.category_id, p.summary, p.description, p.specification, p.variant_axes, p.tax_class_id, true,
       clone.chance %% 10000, moment, moment, offered.price, offered.price_to,
       p.search || setweight(to_tsvector('simple', concat_ws(' ', 'S' || clone.series, offered.skus)), 'A'), '', ''
FROM clone
JOIN catalog_product p ON p.id = clone.source_id
JOIN LATERAL (SELECT timestamptz '2026-01-01' - clone.chance %% 1000000 * interval '1 minute' AS moment) made ON true
LEFT JOIN (SELECT product_id, min(price) AS price, max(price) AS price_to, string_agg(sku, ' ') AS skus
           FROM clone_variant GROUP BY product_id) offered ON offered.product_id = clone.id
"""
PRODUCTS_VARIANTS = """
INSERT INTO catalog_variant
    (id, product_id, sku, name, position, specification, price, weight, ean, manufacturer_number, sale_unit,
     minimum_quantity, quantity_step, is_active)
SELECT clone.id, clone.product_id, clone.sku, v.name, v.position, v.specification, clone.price, v.weight,
       '2' || lpad(clone.id::text, 12, '0'), v.manufacturer_number, v.sale_unit, v.minimum_quantity,
       v.quantity_step, true
FROM clone_variant clone JOIN catalog_variant v ON v.id = clone.source_id
"""
STOCK = """
INSERT INTO catalog_stockitem (variant_id, on_hand, held)
SELECT id, CASE WHEN chance %% 8 = 0 THEN 0 ELSE chance %% 500 END, 0 FROM clone_variant
"""
"""One product in eight is sold out."""

TABLES = ("catalog_product", "catalog_variant", "catalog_stockitem")


def grow(environment: dict[str, str], products: int) -> None:
    """Bring the catalogue to `products` products and forget what is cached; `environment` is the demo's settings.

    Nothing happens where there are as many already. Statistics and visibility maps are up to date afterwards.
    """
    address = environment["DATABASE_URL"].replace("postgres://", "postgresql://")
    with psycopg.connect(address, autocommit=True, cursor_factory=psycopg.ClientCursor) as connection:
        connection.execute(MEMORY)
        with connection.transaction():
            for statement in (CLONES, VARIANTS, PRODUCTS, PRODUCTS_VARIANTS, STOCK):
                connection.execute(statement, {"products": products})
        for table in TABLES:
            connection.execute(f"VACUUM (ANALYZE) {table}")
    redis.Redis.from_url(environment["REDIS_URL"]).flushdb()


def main() -> None:
    environment = running_demo_environment()
    if environment is None:
        sys.exit("No demo runs on this checkout: start it with `make demo`.")
    grow(environment, int(sys.argv[1]) if len(sys.argv) > 1 else int(os.environ.get("PRODUCTS", "100000")))


if __name__ == "__main__":
    main()
