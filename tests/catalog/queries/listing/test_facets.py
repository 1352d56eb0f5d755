"""What a list can be narrowed to, and how many products each choice would leave."""

import pytest

from tests.catalog.queries.listing.shop import chosen, counts, listing, products, slugs
from tests.factories import (
    AttributeFactory,
    BrandFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    choices,
    declare,
    listed,
    product_with_variant,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lamps():
    """Of two caps, dimmable or not, with these powers."""
    power = AttributeFactory.create(code="power", unit="W")
    cap = AttributeFactory.create(code="cap", kind="choice")
    choices(cap, "e27", "e14", "gu10")
    dimmable = AttributeFactory.create(code="dimmable", kind="boolean")
    category = CategoryFactory.create(slug="lamps")
    declare(category, cap, power, dimmable)
    products(
        category,
        small={"power": 5, "cap": "e14", "dimmable": True},
        middle={"power": 9, "cap": "e27", "dimmable": False},
        large={"power": 60, "cap": "e27", "dimmable": True},
        huge={"power": 100, "cap": "e27"},
    )
    return category


def test_every_typed_property_is_counted_in_the_order_of_the_sheet(lamps):
    facets = listing(category="lamps").facets.properties

    assert [facet.code for facet in facets] == ["cap", "power", "dimmable"]
    assert [(option.value, option.label, option.count) for option in facets[0].options] == [
        ("e27", "E27", 3),
        ("e14", "E14", 1),
    ]
    assert [(option.value, option.label, option.count) for option in facets[1].options] == [
        ("5", "5 W", 1),
        ("9", "9 W", 1),
        ("60", "60 W", 1),
        ("100", "100 W", 1),
    ]
    assert [(option.value, option.label, option.count) for option in facets[2].options] == [
        ("false", "No", 1),
        ("true", "Yes", 2),
    ]


def test_a_choice_leaves_its_own_counts_alone_and_narrows_the_others(lamps):
    narrowed = {"category": "lamps", "choices": {"cap": ["e27"]}}

    assert set(slugs(**narrowed)) == {"middle", "large", "huge"}
    assert counts("cap", **narrowed) == {"e27": 3, "e14": 1}
    assert counts("power", **narrowed) == {"9": 1, "60": 1, "100": 1}
    assert counts("dimmable", **narrowed) == {"false": 1, "true": 1}
    assert chosen("cap", **narrowed) == ["e27"]


def test_two_values_of_a_facet_add_up_and_two_facets_narrow(lamps):
    both = {"category": "lamps", "choices": {"cap": ["e27", "e14"], "dimmable": ["true"]}}

    assert set(slugs(**both)) == {"small", "large"}
    assert counts("cap", **both) == {"e27": 1, "e14": 1}
    assert counts("dimmable", **both) == {"false": 1, "true": 2}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["9..60"], {"middle", "large"}),
        (["60.."], {"large", "huge"}),
        (["..9"], {"small", "middle"}),
        (["5", "100"], {"small", "huge"}),
        (["1000.."], set()),
    ],
)
def test_numbers_are_chosen_one_by_one_and_as_spans(lamps, values, expected):
    assert set(slugs(category="lamps", choices={"power": values})) == expected


def test_what_was_chosen_is_offered_as_it_was_chosen_even_when_nothing_has_it(lamps):
    gone = {"category": "lamps", "choices": {"power": ["1000.."], "cap": ["gu10"]}}

    assert listing(**gone).count == 0
    assert (chosen("power", **gone), chosen("cap", **gone)) == (["1000.."], ["gu10"])
    assert counts("cap", **gone) == {"gu10": 0}
    assert counts("power", category="lamps", choices={"power": ["9..60"]}) == {
        "5": 1, "9": 1, "9..60": 2, "60": 1, "100": 1,
    }  # fmt: skip


def test_what_nothing_has_is_not_offered(lamps):
    assert "gu10" not in counts("cap", category="lamps")


def test_many_numbers_are_few_spans_and_a_product_with_several_counts_once():
    AttributeFactory.create(code="size", unit="mm²")
    product = ProductFactory.create(slug="family")
    for size in range(1, 21):
        VariantFactory.create(product=product, specification={"size": size})
    listed(product)
    products(CategoryFactory.create(slug="other"), ten={"size": 10}, single={"size": 100})

    offered = counts("size")

    assert len(offered) == 6
    assert next(iter(offered)) == "1..4"
    assert list(offered)[-1].endswith("..100")
    assert offered["1..4"] == 1
    assert sum(offered.values()) == 8  # the family in each of six, and the two others
    assert counts("size", choices={"size": ["1..4"]})["1..4"] == 1
    assert counts("size", choices={"size": ["1..50"]})["1..50"] == 2


def test_brands_and_their_own_counts():
    for slug, count in (("anker", 3), ("bosch", 2), ("cisco", 1)):
        brand = BrandFactory.create(slug=slug, name=slug.title())
        for number in range(count):
            product_with_variant(brand=brand, price=100 * (number + 1))

    assert counts("brand") == {"anker": 3, "bosch": 2, "cisco": 1}
    assert counts("brand", brands=("cisco",), minimum=100) == {"cisco": 1, "anker": 3, "bosch": 2}
    assert counts("brand", brands=("cisco",), minimum=200) == {"cisco": 0, "anker": 2, "bosch": 1}
    assert chosen("brand", brands=("cisco", "bosch"), minimum=200) == ["bosch", "cisco"]
    assert listing(brands=("nobody",)).count == 0


def test_a_brand_chosen_does_not_hide_the_others_among_many_values():
    shade = AttributeFactory.create(code="shade", kind="choice")
    names = [f"shade-{number}" for number in range(60)]
    choices(shade, *names)
    for name in names:
        product = ProductFactory.create(brand__slug=f"brand-of-{name}", specification={"shade": name})
        VariantFactory.create(product=product)
        listed(product)

    assert len(counts("brand", brands=("brand-of-shade-7",))) == 40
    assert len(counts("shade")) == 40
    many = {"choices": {"shade": [*names[20:59], "shade-5"]}}
    assert set(chosen("shade", **many)) == {*names[20:59], "shade-5"}


def test_numbers_are_never_more_than_forty_options():
    AttributeFactory.create(code="power", unit="W")
    products(CategoryFactory.create(), **{f"p{number}": {"power": number} for number in range(60)})

    offered = counts("power", choices={"power": [str(number) for number in range(39)]})

    assert len(offered) == 40
    assert {str(number) for number in range(39)} <= set(offered)


def test_prices_and_availability_without_their_own_choice():
    for price in (100, 200, 300, 400, 500, 600):
        product_with_variant(price=price, stock=price // 100 % 2)
    both = ProductFactory.create(slug="both")
    VariantFactory.create(product=both, price=100, stock=1)
    VariantFactory.create(product=both, price=900)
    listed(both)

    free = listing().facets
    narrowed = listing(minimum=100, maximum=250, only_in_stock=True).facets

    assert [(told.low, told.high, told.count) for told in free.prices] == [
        (100, 100, 2), (200, 300, 3), (400, 500, 3), (600, 600, 2),
    ]  # fmt: skip
    assert free.in_stock == 4
    assert narrowed.in_stock == 2
    for told in free.prices:
        assert listing(minimum=told.low, maximum=told.high).count == told.count


def test_categories_right_below_are_counted_with_all_below_them():
    cable = CategoryFactory.create(slug="cable")
    solar = CategoryFactory.create(slug="solar", parent=cable)
    deep = CategoryFactory.create(slug="deep", parent=solar)
    other = CategoryFactory.create(slug="other")
    for category in (cable, solar, deep, deep, other):
        product_with_variant(category=category)

    assert [(each.value, each.count) for each in listing().facets.categories] == [("cable", 4), ("other", 1)]
    assert [(each.value, each.count) for each in listing(category="cable").facets.categories] == [
        ("cable/solar", 3)
    ]
    assert listing(category="other").facets.categories == ()


def test_free_text_and_what_hardly_anything_has_are_no_facets():
    AttributeFactory.create(code="standard", kind="text")
    AttributeFactory.create(code="rare", unit="W")
    category = CategoryFactory.create()
    products(category, a={"standard": "EN 1", "rare": 1}, b={"standard": "EN 2", "rare": 2})
    assert counts("rare") == {"1": 1, "2": 1}
    products(category, **{f"other-{number}": {} for number in range(100)})

    assert counts("standard") == {}
    assert counts("rare") == {}
    assert counts("rare", choices={"rare": ["1"]}) == {"1": 1, "2": 1}
