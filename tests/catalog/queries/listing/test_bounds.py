"""Lists that are too long to be looked at as a whole: the popular first, and no more than is enough."""

import pytest

from catalog.commands.count_for_search import count_for_search
from catalog.domain import facets as domain
from catalog.models import FacetValue, Product
from catalog.queries.listing import candidates
from catalog.queries.listing.selection import Ordering
from electricityshop.pages import PageRequest
from tests.catalog.queries.listing.shop import counts, listing, slugs
from tests.factories import AttributeFactory, CategoryFactory, product_with_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def ranked(monkeypatch):
    """Twelve lamps, the first the most popular; three in the first tier, six in the first and second."""
    monkeypatch.setattr("catalog.facets.TIERS", (3, 6))
    AttributeFactory.create(code="power", unit="W")
    category = CategoryFactory.create(slug="lamps")
    for number in range(12):
        product_with_variant(
            slug=f"p{number:02}",
            name="Lamp",
            category=category,
            brand=None,
            popularity=100 - number,
            price=1000 - 10 * number,
            specification={"power": number},
        )
    count_for_search()
    return category


@pytest.fixture
def bounds(monkeypatch):
    """Of the shop and its tiers, as small as the one above."""

    def bounds(*, small=0, enough=2, most=100, tiers=(3, 6)):
        for name, value in (("SMALL", small), ("ENOUGH", enough), ("MOST", most), ("TIERS", tiers)):
            monkeypatch.setattr(candidates, name, value)

    return bounds


def numbers(*wanted):
    return [f"p{number:02}" for number in wanted]


def test_tiers_are_the_most_popular_on_sale(ranked):
    Product.objects.filter(slug="p00").update(is_published=False)

    count_for_search()

    tiers = dict(Product.objects.values_list("slug", "tier"))
    assert [slug for slug, tier in sorted(tiers.items()) if tier == 1] == numbers(1, 2, 3)
    assert [slug for slug, tier in sorted(tiers.items()) if tier == 2] == numbers(4, 5, 6)
    assert tiers["p00"] == 3
    assert domain.TIERS == (10_000, 100_000)


def test_values_are_counted_in_what_is_on_sale(ranked):
    Product.objects.filter(slug="p01").update(specification={"power": 0})
    Product.objects.filter(slug__in=["p00", "p02"]).update(is_published=False)

    count_for_search()

    assert dict(FacetValue.objects.filter(number__lte=3).values_list("number", "products")) == {
        0: 0, 1: 1, 2: 0, 3: 1,
    }  # fmt: skip


def test_a_small_shop_is_looked_at_as_a_whole(ranked, bounds):
    bounds(small=12)

    page = listing(category="lamps")

    assert (page.count, page.is_all) == (12, True)


@pytest.mark.parametrize("selection", [{"category": "lamps"}, {"search": "lamp"}, {}])
def test_the_first_tier_is_enough_for_a_broad_list(ranked, bounds, selection):
    bounds(enough=3)

    page = listing(**selection)

    assert [card.slug for card in page.items] == numbers(0, 1, 2)
    assert (page.count, page.is_all) == (3, False)
    assert sum(counts("power", **selection).values()) == 3


def test_where_a_tier_has_fewer_than_expected_the_next_one_is_asked(ranked, bounds):
    bounds(enough=2)
    Product.objects.filter(slug__in=["p00", "p01"]).update(category=CategoryFactory.create())

    page = listing(category="lamps")

    assert [card.slug for card in page.items] == numbers(2, 3, 4, 5)
    assert not page.is_all


def test_what_is_expected_to_be_rare_is_looked_for_everywhere_at_once(
    ranked, bounds, django_assert_num_queries
):
    bounds(enough=4)
    rare = CategoryFactory.create(slug="rare")
    Product.objects.filter(slug="p11").update(category=rare)
    listing(category="rare")

    page = listing(category="rare")

    assert [card.slug for card in page.items] == numbers(11)
    assert page.is_all
    with django_assert_num_queries(4):  # candidates once, values, products, variants
        listing(category="rare")


def test_no_more_than_the_most_are_looked_at(ranked, bounds):
    bounds(enough=100, most=5)

    page = listing(category="lamps")

    assert (page.count, page.is_all) == (5, False)
    assert [card.slug for card in page.items] == numbers(0, 1, 2, 3, 4)


def test_a_choice_is_looked_for_beyond_the_bound(ranked, bounds):
    bounds(enough=3)

    page = listing(category="lamps", choices={"power": ["10.."]})

    assert [card.slug for card in page.items] == numbers(10, 11)
    assert page.is_all
    assert counts("power", category="lamps", choices={"power": ["10.."]})["10.."] == 2


@pytest.mark.parametrize(
    ("selection", "expected"),
    [
        ({"minimum": 1, "maximum": 900}, (10, 11)),
        ({"choices": {"power": ["11"]}, "only_in_stock": True}, (11,)),
    ],
)
def test_prices_and_stock_are_looked_for_beyond_the_bound_too(ranked, bounds, selection, expected):
    bounds(enough=3)

    assert slugs(category="lamps", **selection) == numbers(*expected)


@pytest.mark.parametrize(
    ("ordering", "expected"),
    [
        (Ordering.CHEAPEST, [(11, 10, 9), (8, 7, 6)]),
        (Ordering.DEAREST, [(0, 1, 2), (3, 4, 5)]),
        (Ordering.NEWEST, [(11, 10, 9), (8, 7, 6)]),
        (Ordering.UNPOPULAR, [(11, 10, 9), (8, 7, 6)]),
    ],
)
@pytest.mark.parametrize("selection", [{"category": "lamps"}, {"search": "lamp"}])
def test_another_order_is_of_the_whole_list_and_not_of_the_popular(
    ranked, bounds, ordering, expected, selection
):
    bounds(enough=6)

    pages = [
        [card.slug for card in listing(PageRequest(number, 3), ordering=ordering, **selection).items]
        for number in (1, 2)
    ]

    assert pages == [numbers(*page) for page in expected]
