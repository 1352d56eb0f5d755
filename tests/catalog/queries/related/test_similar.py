"""Products of the same category that agree most."""

import pytest

from catalog.domain.similarity import most_similar
from catalog.queries.product_page import product_page
from catalog.queries.related.related_products import related_products
from tests.factories import AttributeFactory, CategoryFactory, product_with_variant

EVERY = {"voltage", "power", "cap", "dimmable", "depth"}


def order(asked, *others):
    return most_similar(asked, dict(enumerate(others)), EVERY, most=6)


@pytest.mark.parametrize(
    ("asked", "nearer", "farther"),
    [
        ({"cap": "E27"}, {"cap": "E27"}, {"cap": "E14"}),
        ({"cap": "E27", "power": 8}, {"cap": "E27", "power": 9}, {"cap": "E27", "power": 20}),
        ({"power": 8}, {"power": 4}, {"cap": "E27"}),
        ({"dimmable": True}, {"dimmable": True}, {"dimmable": False}),
        ({"depth": -5}, {"depth": -6}, {"depth": 5}),
        ({"depth": 0}, {"depth": 0}, {"depth": 1}),
    ],
)
def test_what_agrees_more_comes_first(asked, nearer, farther):
    assert order(asked, farther, nearer) == [1, 0]


def test_as_alike_they_keep_their_order_and_text_says_nothing():
    assert order({"cap": "E27", "note": "a"}, {}, {"note": "a"}, {"cap": "E14"}) == [0, 1, 2]


@pytest.mark.django_db
def test_a_page_has_six_of_its_own_category_without_itself():
    lamps = CategoryFactory.create(slug="lamps")
    AttributeFactory.create(code="power")
    for power in range(1, 9):
        product_with_variant(slug=f"lamp-{power}", category=lamps, specification={"power": power})
    product_with_variant(slug="hidden", category=lamps, specification={"power": 5}, is_published=False)
    product_with_variant(slug="other", specification={"power": 5})

    found = related_products(product_page("lamp-5")).similar

    assert [card.slug for card in found] == ["lamp-6", "lamp-4", "lamp-7", "lamp-8", "lamp-3", "lamp-2"]


@pytest.mark.django_db
def test_without_a_data_sheet_the_most_popular_come_first():
    shelf = CategoryFactory.create(slug="shelf")
    for n in range(8):
        product_with_variant(slug=f"p{n}", category=shelf, popularity=n)

    found = related_products(product_page("p7")).similar

    assert [card.slug for card in found] == ["p6", "p5", "p4", "p3", "p2", "p1"]
