"""Write the judgements: every need's conditions, resolved to SKUs of a freshly loaded catalogue.

`python -m benchmarks.search.judging demo` writes `benchmarks/search/demo.csv`, likewise `feeds` (of ../shared/data, or
of the directory given after it). Nothing here asks the shop's search: a grade says what a product is, not where it is
found.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import django
from django.db import connection

from benchmarks.fresh_database import fresh_database
from benchmarks.search.catalogues import CATALOGUES, FEEDS, can_load, load
from benchmarks.search.needs import HERE, BadNeed, Need, needs

HEADER = ("query", "sku", "grade", "kind")
Line = tuple[str, str, int, str]

_TYPES = {"number": "numeric", "boolean": "boolean"}
_OFFER = """
CREATE OR REPLACE TEMPORARY VIEW offer AS
SELECT p.id AS product_id, p.popularity, v.id AS variant_id, v.position, v.sku, v.ean,
       v.manufacturer_number, concat_ws(' ', b.name, p.name, NULLIF(v.name, '')) AS name, b.name AS brand, c.path AS category
       {attributes}
FROM catalog_product p
JOIN catalog_variant v ON v.product_id = p.id
JOIN catalog_category c ON c.id = p.category_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id,
LATERAL (SELECT p.specification || v.specification AS of) specification
WHERE p.is_published AND v.is_active
"""
_GRADED = """
SELECT sku, grade FROM (
    SELECT DISTINCT ON (product_id) product_id, sku, grade
    FROM (SELECT *, CASE {cases} END AS grade FROM offer) graded
    WHERE grade IS NOT NULL
    ORDER BY product_id, grade DESC, position, variant_id
) product
ORDER BY grade DESC, sku
"""


def judgements(catalogue: str) -> Iterator[Line]:
    """The lines of the catalogue's file, from the database in use. Raises `BadNeed`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT code, kind FROM catalog_attribute ORDER BY code")
        columns = [
            f""", (specification.of ->> '{code}')::{_TYPES.get(kind, "text")} AS "{code}" """
            for code, kind in cursor.fetchall()
        ]
        cursor.execute(_OFFER.format(attributes="".join(columns)))
    for need in needs(catalogue):
        graded = _graded(need)
        for query, kind in need.queries.items():
            yield from ((query, sku, grade, kind) for sku, grade in graded)


def written(path: Path) -> list[Line]:
    """The lines of a file of judgements."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(query, sku, int(grade), kind) for query, sku, grade, kind in list(csv.reader(file))[1:]]


def _graded(need: Need) -> list[tuple[str, int]]:
    """Of each product that fits, the first SKU with its best grade."""
    cases = " ".join(f"WHEN {condition} THEN {grade}" for grade, condition in need.conditions.items())
    with connection.cursor() as cursor:
        cursor.execute(_GRADED.format(cases=cases))
        graded: list[tuple[str, int]] = cursor.fetchall()
    if not 0 < len(graded) <= need.most_products:
        message = f"{len(graded)} products for {list(need.queries)}: 1 to {need.most_products} are wanted"
        raise BadNeed(message)
    return graded


def main() -> None:
    catalogue, *directory = sys.argv[1:] or [""]
    if catalogue not in CATALOGUES:
        sys.exit(f"Say which catalogue: {' or '.join(CATALOGUES)}.")
    feeds = Path(*directory) if directory else FEEDS
    if not can_load(catalogue, feeds):
        sys.exit(f"{feeds} does not hold the feeds.")
    with fresh_database():
        load(catalogue, feeds)
        django.setup()
        lines = list(judgements(catalogue))
        connection.close()
    path = HERE / f"{catalogue}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(lines)
    queries = {(query, kind) for query, _, _, kind in lines}
    print(f"{path}: {len(queries)} queries, {len(lines)} judgements")


if __name__ == "__main__":
    main()
