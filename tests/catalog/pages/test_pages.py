import re

import pytest
from django.urls import reverse

from tests.factories import (
    AttributeFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    declare,
    listed,
    product_with_variant,
)

pytestmark = pytest.mark.django_db


def test_home_maps_the_range_and_shows_products(client, cable):
    CategoryFactory.create(slug="empty", name="Nothing in it")
    below = CategoryFactory.create(slug="solar", name="Solar cable", parent=cable)
    product_with_variant(name="Solar cable 6 mm²", category=below)

    page = client.get("/").content.decode()

    assert "Cable and wire" in page
    assert 'href="/c/cable/solar/"' in page
    assert "Solar cable 6 mm²" in page
    assert "1 product, each with" in page
    assert 'class="map-name">Nothing in it' not in page


def test_an_empty_shop_has_a_home_page(client):
    assert "The catalogue is empty" in client.get("/").content.decode()


def test_a_category_has_its_breadcrumb_count_and_products(client, cable):
    below = CategoryFactory.create(slug="solar", name="Solar cable", parent=cable)
    product_with_variant(name="Twin lead", category=below, price=199)

    page = client.get("/c/cable/solar/").content.decode()

    assert re.search(r'<a href="/c/cable/">Cable and wire</a>', page)
    assert "1 product" in page
    assert "€1.99" in page
    assert "Twin lead" in page


def test_results_are_sorted_filtered_and_paged_without_javascript(client, cable):
    for number in range(30):
        product_with_variant(
            name=f"Cable {number:02}", category=cable, price=100 * number, stock=number % 2, popularity=number
        )

    first = client.get(
        "/c/cable/", {"sort": "price", "min_price": "5,00", "max_price": "20", "in_stock": "on"}
    )
    names = re.findall(r">Cable (\d\d)<", first.content.decode())
    second = client.get("/c/cable/", {"sort": "name", "page": "2"}).content.decode()

    assert names == ["05", "07", "09", "11", "13", "15", "17", "19"]
    assert re.findall(r">Cable (\d\d)<", second) == ["24", "25", "26", "27", "28", "29"]
    assert 'href="/c/cable/?sort=name" rel="prev"' in second


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ({"min_price": "abc"}, "Enter a number"),
        ({"min_price": "-1"}, "greater than or equal to 0"),
        ({"max_price": "NaN"}, "Enter a number"),
        ({"max_price": "1e400"}, ""),
        ({"min_price": "9", "max_price": "8"}, "more than the highest price"),
    ],
)
def test_a_price_that_is_none_is_said_beside_the_field_and_not_applied(client, cable, query, complaint):
    product_with_variant(name="Cable A", category=cable)

    response = client.get("/c/cable/", query)

    assert response.status_code == 200
    assert complaint in response.content.decode()
    assert "Cable A" in response.content.decode()


def test_nothing_left_by_the_filters_offers_a_way_on(client, cable):
    product_with_variant(category=cable, price=100)

    page = client.get("/c/cable/", {"min_price": "500", "sort": "price"}).content.decode()

    assert "Nothing fits this selection" in page
    assert 'class="button" href="/c/cable/?sort=price"' in page


@pytest.mark.parametrize(
    ("page", "status"),
    [
        ("0", 400),
        ("-1", 400),
        ("abc", 400),
        ("1e3", 400),
        ("1000000000000", 404),
        ("2", 404),
        ("", 200),
        ("1", 200),
    ],
)
def test_page_numbers_that_do_not_exist_are_answered_clearly(client, cable, page, status):
    product_with_variant(category=cable)

    response = client.get("/c/cable/", {"page": page})

    assert response.status_code == status
    assert b"<h1>" in response.content


def test_an_unknown_order_is_the_default_one(client, cable):
    product_with_variant(category=cable)

    assert client.get("/c/cable/", {"sort": "'; DROP"}).status_code == 200


def test_the_table_compares_by_the_declared_attributes(client, cable):
    section = AttributeFactory.create(code="cross_section", name="Cross-section", unit="mm²")
    declare(cable, section)
    product_with_variant(category=cable, specification={"cross_section": 2.5})
    product_with_variant(category=cable, specification={"cross_section": 4})

    page = client.get("/c/cable/", {"view": "table"}).content.decode()

    assert 'Cross-section <span class="unit">mm²</span>' in page
    assert "<td>2.5</td>" in page


def test_unknown_and_unpublished_are_the_same_designed_404(client):
    product_with_variant(slug="hidden", is_published=False)

    for address in ("/p/hidden/", "/p/never/", "/c/never/", "/c/a/b/c/", "/never"):
        response = client.get(address)
        assert response.status_code == 404, address
        assert b"What are you looking for?" in response.content


def test_a_drawing_is_kept_for_ever(client, cable):
    product_with_variant(slug="wire", category=cable)
    page = client.get("/p/wire/").content.decode()
    (address,) = set(re.findall(r'src="(/drawings/cable/[^"]+)"', page))

    response = client.get(address)
    again = client.get(address, headers={"If-None-Match": response["ETag"]})

    assert response["Content-Type"] == "image/svg+xml"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response.content.startswith(b"<svg")
    assert again.status_code == 304


@pytest.mark.parametrize(
    "address", ["/drawings/cable/nonsense.svg", "/drawings/no-kind/x.svg", "/drawings/box/.svg"]
)
def test_an_unknown_drawing_is_a_404(client, address):
    assert client.get(address).status_code == 404


def test_robots_and_sitemap_name_every_page(client, cable):
    product_with_variant(slug="shown", category=cable)
    product_with_variant(slug="hidden", category=cable, is_published=False)

    assert b"Sitemap: http://testserver/sitemap.xml" in client.get("/robots.txt").content
    assert b"http://testserver/sitemap-products.xml" in client.get("/sitemap.xml").content
    assert b"http://testserver/c/cable/" in client.get("/sitemap-categories.xml").content
    products = client.get("/sitemap-products.xml").content
    assert b"http://testserver/p/shown/" in products
    assert b"hidden" not in products


def test_pages_only_answer_reading(client):
    for name in ("catalog:home", "catalog:search"):
        assert client.post(reverse(name)).status_code == 405


def test_pages_obey_the_content_security_policy(client, cable):
    product_with_variant(slug="wire", category=cable)

    for address in ("/", "/c/cable/", "/c/cable/?view=table", "/p/wire/", "/search?q=x", "/never"):
        page = client.get(address).content.decode()
        assert " style=" not in page, address
        assert " onclick=" not in page, address
        scripts = re.findall(r"<script([^>]*)>", page)
        assert all("src=" in attributes or "ld+json" in attributes for attributes in scripts), address


@pytest.mark.parametrize("rows", [5, 50])
@pytest.mark.parametrize(
    "address", ["/", "/c/cable/", "/c/cable/?view=table", "/search?q=cable", "/p/first/"]
)
def test_no_page_costs_more_statements_for_more_rows(
    client, cable, rows, address, django_assert_max_num_queries, django_assert_num_queries
):
    product = ProductFactory.create(slug="first", name="Cable", category=cable)
    for _ in range(rows):
        VariantFactory.create(product=product, stock=1)
        product_with_variant(name="Cable", category=cable)
    listed(product)

    with django_assert_max_num_queries(COLD.get(address, 8)):
        client.get(address)
    with django_assert_num_queries(WARM[address]):
        client.get(address)


WARM = {"/": 4, "/c/cable/": 4, "/c/cable/?view=table": 4, "/search?q=cable": 6, "/p/first/": 6}
COLD = {"/search?q=cable": 11, "/p/first/": 9}
"""With nothing in the cache: four of them are the tree, the vocabulary and the synonyms."""
