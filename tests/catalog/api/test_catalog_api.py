import pytest

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


def slugs(answer):
    status, body = answer
    assert status == 200, body
    return [product["slug"] for product in body["results"]]


def test_a_list_has_the_fixed_shape(get):
    category = CategoryFactory.create(slug="lamps", drawing="lamp")
    product_with_variant(
        slug="lamp", name="Lamp", sku="L-1", price=499, stock=1, category=category, brand__name="Glimm"
    )

    status, body = get("products")

    assert status == 200
    image = body["results"][0].pop("image")
    assert image.startswith("http://testserver/drawings/lamp/")
    assert body == {
        "count": 1,
        "next": None,
        "previous": None,
        "is_exact": True,
        "results": [
            {
                "slug": "lamp",
                "name": "Lamp",
                "sku": "L-1",
                "brand": "Glimm",
                "category": "lamps",
                "price": 499,
                "price_to": 499,
                "currency": "EUR",
                "in_stock": True,
                "variant_count": 1,
                "url": "http://testserver/p/lamp/",
            }
        ],
    }


def test_pages_are_linked(get):
    for number in range(5):
        product_with_variant(slug=f"p{number}", popularity=number)

    _, body = get("products", page=2, page_size=2, ordering="-popularity")

    assert [product["slug"] for product in body["results"]] == ["p2", "p1"]
    assert body["count"] == 5
    assert body["next"] == "http://testserver/api/v1/products?ordering=-popularity&page=3&page_size=2"
    assert body["previous"] == "http://testserver/api/v1/products?ordering=-popularity&page=1&page_size=2"


def test_filters(get):
    cable = CategoryFactory.create(slug="cable")
    solar = CategoryFactory.create(slug="solar", parent=cable)
    product_with_variant(slug="a", name="Solar lead", price=100, category=solar)
    product_with_variant(slug="b", name="Lamp", price=200, stock=0)

    assert slugs(get("products", category="cable")) == ["a"]
    assert slugs(get("products", category="cable/solar")) == ["a"]
    assert slugs(get("products", category="solar")) == ["a"]
    assert slugs(get("products", search="lamp")) == ["b"]
    assert slugs(get("products", min_price=101)) == ["b"]
    assert slugs(get("products", max_price=100)) == ["a"]
    assert slugs(get("products", in_stock="true")) == ["a"]
    assert slugs(get("products", ordering="-price")) == ["b", "a"]
    assert slugs(get("products", unknown="x", min_price="")) == ["b", "a"]


@pytest.mark.parametrize(
    ("query", "status", "field"),
    [
        ({"min_price": "9", "max_price": "8"}, 400, "min_price"),
        ({"min_price": "abc"}, 400, "min_price"),
        ({"max_price": "-1"}, 400, "max_price"),
        ({"max_price": "1.5"}, 400, "max_price"),
        ({"max_price": "99999999999999999999"}, 400, "max_price"),
        ({"max_price": "٣"}, 400, "max_price"),
        ({"ordering": "password"}, 400, "ordering"),
        ({"in_stock": "maybe"}, 400, "in_stock"),
        ({"search": "x" * 201}, 400, "search"),
        ({"page": "0"}, 400, "page"),
        ({"page": "abc"}, 400, "page"),
        ({"page_size": "0"}, 400, "page_size"),
        ({"page_size": "101"}, 400, "page_size"),
        ({"page": "1000000000000"}, 404, None),
        ({"page": "2"}, 404, None),
        ({"category": "moon"}, 404, None),
    ],
)
def test_nonsense_is_a_problem_that_names_the_parameter(client, query, status, field):
    response = client.get("/api/v1/products", query)

    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert list(response.json().get("errors", {})) == ([field] if field else [])


@pytest.mark.repeats("catalog_searchword")  # every misspelt word is looked up by itself, so many and no more
@pytest.mark.parametrize("text", ["' OR 1=1--", "a & | ! (", "word " * 39, "🔌", "\\"])
def test_any_text_can_be_searched_for(get, text):
    assert get("products", search=text)[0] == 200


def test_a_product_has_its_variants_and_specification(get):
    volt = AttributeFactory.create(code="voltage", name="Voltage", unit="V")
    size = AttributeFactory.create(code="size", name="Size", unit="mm²")
    category = CategoryFactory.create(slug="cable")
    declare(category, volt, size)
    product = ProductFactory.create(
        slug="nym", category=category, specification={"voltage": 500}, variant_axes=["size"]
    )
    VariantFactory.create(
        product=product, sku="N-1", name="1.5 mm²", price=100, stock=7, specification={"size": 1.5}
    )
    VariantFactory.create(product=product, sku="N-2", price=None, specification={"size": 2.5}, position=1)
    listed(product)

    status, body = get("products/nym")

    assert status == 200
    assert (body["sku"], body["price"], body["price_to"], body["tax_rate"]) == ("N-1", 100, 100, 1900)
    assert body["specification"] == [
        {"code": "voltage", "name": "Voltage", "kind": "number", "value": 500, "unit": "V", "label": "500 V"}
    ]
    first, second = body["variants"]
    assert first["specification"] == [
        {"code": "size", "name": "Size", "kind": "number", "value": 1.5, "unit": "mm²", "label": "1.5 mm²"}
    ]
    assert (first["in_stock"], first["available"], first["sale_unit"]) == (True, 7, "piece")
    assert (first["minimum_quantity"], first["quantity_step"]) == (1, 1)
    assert (second["price"], second["in_stock"], second["available"]) == (None, False, 0)


@pytest.mark.parametrize("slug", ["never", "hidden", "Straße", "a%20b"])
def test_an_unknown_product_is_a_problem(client, slug):
    product_with_variant(slug="hidden", is_published=False)

    response = client.get(f"/api/v1/products/{slug}")

    assert response.status_code == 404
    assert response.json()["code"] == "unknown_product"


def test_categories_are_the_tree(get):
    cable = CategoryFactory.create(slug="cable", name="Cable")
    solar = CategoryFactory.create(slug="solar", name="Solar", parent=cable)
    product_with_variant(category=solar)

    _, body = get("categories")

    assert body["count"] == 2
    assert body["results"] == [
        {
            "path": "cable",
            "slug": "cable",
            "name": "Cable",
            "parent": None,
            "depth": 0,
            "product_count": 1,
            "url": "http://testserver/c/cable/",
        },
        {
            "path": "cable/solar",
            "slug": "solar",
            "name": "Solar",
            "parent": "cable",
            "depth": 1,
            "product_count": 1,
            "url": "http://testserver/c/cable/solar/",
        },
    ]


def test_the_catalogue_is_only_read(client):
    assert client.post("/api/v1/products", {}).status_code in {401, 405}


@pytest.mark.parametrize("rows", [5, 50])
def test_the_number_of_statements_does_not_depend_on_the_rows(
    client, rows, django_assert_max_num_queries, django_assert_num_queries
):
    first = ProductFactory.create(slug="first")
    for _ in range(rows):
        product_with_variant()
        VariantFactory.create(product=first)

    for address, warm in (("products?page_size=100", 2), ("products/first", 2), ("categories", 0)):
        with django_assert_max_num_queries(8):
            client.get(f"/api/v1/{address}")
        with django_assert_num_queries(warm):
            client.get(f"/api/v1/{address}")
