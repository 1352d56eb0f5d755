"""A walk reads on along the index of its order, and neither sorts the shop nor counts off what was seen."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Product
from catalog.queries.listing.cursor import Cursor
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.product_walk import product_walk
from tests.factories import CategoryFactory, TaxClassFactory

pytestmark = pytest.mark.django_db

SIZE = 4_000


@pytest.fixture
def large_shop():
    places = [CategoryFactory.create(slug="cable"), CategoryFactory.create(slug="other")]
    tax = TaxClassFactory.create()
    Product.objects.bulk_create(
        Product(
            slug=f"p{number}",
            name=f"Cable {number * 7919 % SIZE}",
            category=places[number % 2],
            tax_class=tax,
            popularity=number * 104_729 % 1_000,
            price=None if number % 50 == 0 else number * 31 % 9_999,
        )
        for number in range(SIZE)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE catalog_product")


def nodes(plan):
    yield plan
    for child in plan.get("Plans", ()):
        yield from nodes(child)


def plans(selection, after):
    """Of the statements that read the list."""
    with CaptureQueriesContext(
        connection,
    ) as seen:
        product_walk(selection, after, 24)
    statements = [each["sql"] for each in seen.captured_queries if "AS page" in each["sql"]]
    for statement in statements:
        with connection.cursor() as cursor:
            cursor.execute("EXPLAIN (FORMAT JSON, ANALYZE, TIMING OFF) " + statement.replace("%", "%%"))
            (found,) = cursor.fetchone()
        yield (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]


@pytest.mark.parametrize(
    ("ordering", "category", "value", "index"),
    [
        (Ordering.POPULAR, "", 500, "product_popular"),
        (Ordering.UNPOPULAR, "", 500, "product_popular"),
        (Ordering.CHEAPEST, "", 5_000, "product_price"),
        (Ordering.DEAREST, "", 5_000, "product_price"),
        (Ordering.DEAREST, "", None, "product_price"),
        (Ordering.CHEAPEST, "", None, "product_price"),
        (Ordering.NAME, "", "Cable 3", "product_name"),
        (Ordering.NAME_BACKWARDS, "", "Cable 3", "product_name"),
        (Ordering.NEWEST, "", "", "product_newest"),
        (Ordering.POPULAR, "cable", 500, "product_category_popular"),
        (Ordering.CHEAPEST, "cable", 5_000, "product_category_price"),
        (Ordering.DEAREST, "cable", 5_000, "product_category_price"),
    ],
)
def test_the_index_of_the_order_is_read_from_where_one_was(large_shop, ordering, category, value, index):
    middle = Product.objects.order_by("pk")[SIZE // 2]
    if ordering == Ordering.NEWEST:
        value = middle.created_at
    after = Cursor(ordering, value, middle.pk).text

    found = [list(nodes(plan)) for plan in plans(Selection(category=category, ordering=ordering), after)]

    assert len(found) == 1
    assert {node["Index Name"] for node in found[0] if node.get("Index Name", "").startswith("product_")} == {
        index
    }
    assert all(
        node["Node Type"] != "Seq Scan" for node in found[0] if node.get("Relation Name") == "catalog_product"
    )
    assert max(node["Actual Rows"] for node in found[0]) <= 25
    assert sum(node.get("Rows Removed by Filter", 0) for node in found[0]) == 0
