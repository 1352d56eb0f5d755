"""The product list of the API: narrowed by facets, and told what else there is to choose."""

import json

import pytest

from catalog.queries.listing import candidates
from tests.factories import (
    AttributeFactory,
    BrandFactory,
    CategoryFactory,
    choices,
    declare,
    product_with_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps():
    power = AttributeFactory.create(code="power", name="Power", unit="W")
    cap = AttributeFactory.create(code="cap", name="Cap", kind="choice")
    choices(cap, "e27", "e14")
    AttributeFactory.create(code="dimmable", name="Dimmable", kind="boolean")
    AttributeFactory.create(code="standard", name="Standard", kind="text")
    category = CategoryFactory.create(slug="lamps", name="Lamps")
    declare(category, power, cap)
    glimm, zzap = (
        BrandFactory.create(slug="glimm", name="Glimm"),
        BrandFactory.create(slug="zzap", name="Zzap"),
    )
    for slug, brand, specification, stock in (
        ("small", glimm, {"power": 5, "cap": "e14", "dimmable": True}, 1),
        ("middle", glimm, {"power": 15, "cap": "e27"}, 0),
        ("large", zzap, {"power": 60, "cap": "e27"}, 1),
    ):
        product_with_variant(
            slug=slug, brand=brand, category=category, specification=specification, stock=stock
        )


def slugs(answer):
    status, body = answer
    assert status == 200, body
    return {product["slug"] for product in body["results"]}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"brand": "glimm"}, {"small", "middle"}),
        ({"brand": ["glimm", "zzap"]}, {"small", "middle", "large"}),
        ({"brand": "nobody"}, set()),
        ({"f.power": "10..20"}, {"middle"}),
        ({"f.power": ["10..20", "60"]}, {"middle", "large"}),
        ({"f.power": "15..", "f.cap": "e27", "brand": "zzap"}, {"large"}),
        ({"f.dimmable": "true"}, {"small"}),
        ({"f.power": "", "brand": ""}, {"small", "middle", "large"}),
    ],
)
@pytest.mark.parametrize("page", [{}, {"page": "1"}])
def test_products_are_chosen_by_brand_and_properties(get, lamps, query, expected, page):
    assert slugs(get("products", **query, **page)) == expected


@pytest.mark.parametrize("page", [{}, {"page": "1"}])
def test_facets_are_told_when_they_are_asked_for(get, lamps, page):
    _, plain = get("products", **page)
    _, body = get("products", facets="true", **{"f.cap": "e27"}, **page)

    assert "facets" not in plain
    assert (body["count"], body["is_exact"]) == (2, True)
    assert body["facets"] == {
        "brands": [
            {"value": "glimm", "label": "Glimm", "count": 1, "chosen": False},
            {"value": "zzap", "label": "Zzap", "count": 1, "chosen": False},
        ],
        "properties": [
            {
                "code": "cap",
                "name": "Cap",
                "unit": "",
                "options": [
                    {"value": "e27", "label": "E27", "count": 2, "chosen": True},
                    {"value": "e14", "label": "E14", "count": 1, "chosen": False},
                ],
            },
            {
                "code": "power",
                "name": "Power",
                "unit": "W",
                "options": [
                    {"value": "15", "label": "15 W", "count": 1, "chosen": False},
                    {"value": "60", "label": "60 W", "count": 1, "chosen": False},
                ],
            },
        ],
        "prices": [],
        "categories": [{"path": "lamps", "name": "Lamps", "count": 2}],
        "in_stock": 1,
    }


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"f.colour": "red"}, "f.colour"),
        ({"f.": "red"}, "f."),
        ({"f.power": "bright"}, "f.power"),
        ({"f.power": "20..10"}, "f.power"),
        ({"f.power": ".."}, "f.power"),
        ({"f.power": ["5", "1e9"]}, "f.power"),
        ({"f.cap": "E27"}, "f.cap"),
        ({"f.dimmable": "yes"}, "f.dimmable"),
        ({"f.standard": "EN 1"}, "f.standard"),
        ({"f.power": [str(number) for number in range(41)]}, "f.power"),
        ({"brand": [f"b{number}" for number in range(41)]}, "brand"),
        ({"brand": "x" * 121}, "brand"),
        ({"brand": "a\tb"}, "brand"),
        ({"facets": "perhaps"}, "facets"),
    ],
)
def test_what_cannot_be_chosen_is_a_problem_that_names_the_parameter(client, lamps, query, field):
    response = client.get("/api/v1/products", query)

    assert response.status_code == 400
    assert list(response.json()["errors"]) == [field]


def test_too_many_properties_are_refused(client):
    query = {f"f.{AttributeFactory.create().code}": "1" for _ in range(21)}

    response = client.get("/api/v1/products", query)

    assert (response.status_code, response.json()["code"]) == (400, "too_many_choices")
    assert list(response.json()["errors"]) == [list(query)[20]]


def test_a_count_that_was_not_finished_says_so(get, lamps, monkeypatch):
    monkeypatch.setattr(candidates, "MOST", 2)

    _, body = get("products", facets="true")

    assert (body["count"], body["is_exact"]) == (2, False)


def test_an_attribute_may_be_called_brand(get):
    AttributeFactory.create(code="brand", name="Brand of the chip")
    for number in (1, 2):
        product_with_variant(slug=f"p{number}", brand__slug=f"b{number}", specification={"brand": number})

    _, body = get("products", facets="true", **{"f.brand": "1"})

    assert [product["slug"] for product in body["results"]] == ["p1"]
    assert [facet["code"] for facet in body["facets"]["properties"]] == ["brand"]
    assert [option["value"] for option in body["facets"]["brands"]] == []
    assert slugs(get("products", brand="b2")) == {"p2"}


def test_the_schema_has_facets_and_where_to_go_on(client):
    schema = json.loads(
        client.get("/api/v1/schema", headers={"accept": "application/vnd.oai.openapi+json"}).content
    )

    operation = schema["paths"]["/api/v1/products"]["get"]
    names = {parameter["name"] for parameter in operation["parameters"]}
    assert {"brand", "f.{code}", "facets", "after"} <= names
    assert {"facets", "is_exact"} <= set(schema["components"]["schemas"]["ProductPage"]["properties"])
