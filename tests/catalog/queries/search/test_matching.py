"""Which products a search finds, and which first."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from catalog.models import Product
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.matching import FEW
from electricityshop.pages import PageRequest
from tests.catalog.queries.search.shop import found, shop_of
from tests.factories import CategoryFactory, product_with_variant

pytestmark = pytest.mark.django_db


def is_relaxed(text, **selection):
    return product_list(Selection(search=text, **selection), PageRequest()).is_relaxed


def test_products_with_all_terms_come_first_however_popular_the_others():
    shop_of("Red", "Lamp", "Lamp shade", "Lamp red")

    assert found("red lamp")[0] == "Lamp red"
    assert is_relaxed("red lamp")


def test_enough_products_with_all_terms_are_not_joined_by_others():
    shop_of("Red", *(f"Red lamp {number}" for number in range(FEW)), "Lamp")

    assert set(found("red lamp")) == {f"Red lamp {number}" for number in range(FEW)}
    assert not is_relaxed("red lamp")


def test_one_product_too_few_and_those_with_most_terms_join():
    shop_of("Red", *(f"Red lamp {number}" for number in range(FEW - 1)), *["Lamp"] * 20, "Plug")

    names = found("red lamp", PageRequest(size=100))
    assert set(names[: FEW - 1]) == {f"Red lamp {number}" for number in range(FEW - 1)}
    assert "Red" in names[FEW - 1 :]
    assert "Plug" not in names


def test_what_has_only_the_frequent_terms_of_a_search_is_not_found():
    shop_of("Solar controller", *["Cable"] * 30)

    assert found("solar cable") == ["Solar controller"]


def test_what_has_one_of_three_terms_is_not_found_where_another_has_two():
    shop_of("Red lamp", "Post")

    assert found("red lamp post") == ["Red lamp"]


def test_when_nothing_has_most_terms_anything_with_one_is_found():
    shop_of("Cable", *["Plug"] * 3)

    assert found("cable zzzz yyyy xxxx wwww") == ["Cable"]
    assert found("zzzz yyyy") == []
    assert not is_relaxed("zzzz yyyy")


def test_one_term_is_never_relaxed():
    shop_of("Red lamp")

    assert not is_relaxed("lamp")


def test_the_name_says_more_than_the_category_that_more_than_properties_and_the_text_least():
    goods = CategoryFactory.create(slug="goods", name="Goods")
    lamps = CategoryFactory.create(slug="lamps", name="Lamps")
    product_with_variant(name="In text", category=goods, summary="", description="lamp", popularity=9)
    product_with_variant(name="In summary", category=goods, summary="lamp", popularity=8)
    product_with_variant(name="In category", category=lamps, summary="", popularity=7)
    product_with_variant(name="A lamp", category=goods, summary="", popularity=0)

    assert found("lamp") == ["A lamp", "In category", "In summary", "In text"]


def test_a_rare_term_weighs_more_than_a_frequent_one():
    shop_of(*["Cable"] * 9, "Cable", "Dimmer")

    assert found("cable dimmer")[0] == "Dimmer"


def test_among_equals_the_popular_come_first():
    shop_of("Red lamp", "Old lamp", "New lamp")
    Product.objects.filter(name="New lamp").update(popularity=99)

    assert found("lamp") == ["New lamp", "Red lamp", "Old lamp"]


def test_a_number_comes_before_every_word_and_is_found_when_the_words_are_not():
    shop_of("Works with X-100", "X-100 X-100")
    product_with_variant(name="Meant", sku="X-100", popularity=0)
    variant = product_with_variant(name="By EAN", sku="E-1", popularity=0).variants
    variant.update(ean="4006381333931")

    assert found("x-100")[0] == "Meant"
    assert len(found("x-100")) == 3
    assert found("4006381333931") == ["By EAN"]


@pytest.mark.parametrize(
    ("selection", "names"),
    [
        ({"category": "goods"}, {"Red lamp", "Red"}),
        ({"minimum": 5_000}, {"Red lamp", "Red"}),
        ({"maximum": 500}, {"Red post", "Lamp"}),
        ({"only_in_stock": True}, {"Red lamp", "Red"}),
    ],
)
def test_filters_hold_for_what_is_found_by_some_terms_too(selection, names):
    goods = {"category": CategoryFactory.create(slug="goods"), "price": 9_000, "stock": 5}
    others = {"category": CategoryFactory.create(slug="others"), "price": 100, "stock": 0}
    for name, fields in (("Red lamp", goods), ("Red", goods), ("Red post", others), ("Lamp", others)):
        product_with_variant(name=name, brand=None, summary="", **fields)
    product_with_variant(name="Red lamp hidden", is_published=False, **goods)

    assert set(found("red lamp", **selection)) == names


@pytest.mark.parametrize("ordering", Ordering)
@pytest.mark.parametrize(("text", "count"), [("lamp", 10), ("red lamp", 15), ("red lamp zzzz", 15)])
def test_pages_hold_every_product_once_whatever_the_order(text, count, ordering):
    shop_of(*["Lamp"] * 5, *["Red"] * 5, *["Red lamp"] * 5, popularity=1)
    selection = Selection(search=text, ordering=ordering)

    pages = [product_list(selection, PageRequest(number, 4)) for number in range(1, -(-count // 4) + 1)]

    slugs = [card.slug for page in pages for card in page.items]
    assert {page.count for page in pages} == {len(slugs)} == {len(set(slugs))} == {count}


def test_relaxed_searches_may_be_ordered_by_price():
    shop_of("Red lamp", "Red", "Lamp")
    Product.objects.filter(name="Red").update(price=1)

    assert found("red lamp", ordering=Ordering.CHEAPEST)[0] == "Red"


@pytest.mark.parametrize(("text", "statements"), [("lamp", 1), ("red lamp", 2), ("zzzz yyyy", 3)])
def test_matching_costs_one_to_three_statements(text, statements):
    shop_of("Red lamp", "Lamp", "Post")

    with CaptureQueriesContext(connection) as executed:
        product_list(Selection(search=text), PageRequest())

    assert sum("AS MATERIALIZED" in query["sql"] for query in executed.captured_queries) == statements


def test_terms_are_weighed_by_the_shop_and_not_by_the_category():
    shop_of(*["Lamp"] * 20, "Dimmer")
    product_with_variant(name="Lamp", category=CategoryFactory.create(slug="few"), brand=None, summary="")

    assert found("lamp", category="few") == ["Lamp"]
    assert found("lamp dimmer", category="few") == ["Lamp"]
