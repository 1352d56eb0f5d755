"""Quantities are found in whatever unit the shop, or the shopper, gives them."""

import pytest

from catalog.queries.search.matching import FEW
from tests.catalog.queries.search.shop import found, terms, written
from tests.factories import AttributeFactory, ProductFactory, VariantFactory, listed, product_with_variant

pytestmark = pytest.mark.django_db


@pytest.fixture
def properties():
    for code, unit in (
        ("power", "W"),
        ("thread", "mm"),
        ("section", "mm²"),
        ("length", "m"),
        ("capacity", "mAh"),
    ):
        AttributeFactory.create(code=code, unit=unit)


@pytest.mark.parametrize(
    ("typed", "specification"),
    [
        ("60W", {"power": 60}),
        ("60 w", {"power": 60}),
        ("0.06kW", {"power": 60}),
        ("0,06 kW", {"power": 60}),
        ("60 watts", {"power": 60}),
        ('1/2"', {"thread": 12.7}),
        ("0.5 inch", {"thread": 12.7}),
        ("1.27cm", {"thread": 12.7}),
        ("2,5mm²", {"section": 2.5}),
        ("2.5 mm2", {"section": 2.5}),
        ("200cm", {"length": 2}),
        ("2 metres", {"length": 2}),
        ("5Ah", {"capacity": 5000}),
        ("5000mAh", {"capacity": 5000}),
    ],
)
def test_a_property_is_found_in_any_unit(properties, typed, specification):
    product_with_variant(name="Meant", specification=specification)
    product_with_variant(
        name="Other", specification={code: value * 3 for code, value in specification.items()}
    )

    assert found(typed) == ["Meant"]


def test_of_ratings_more_is_enough_and_the_nearest_comes_first(properties):
    for power in (100, 30, 65, 60, 55, 140):
        product_with_variant(name=f"{power} W", specification={"power": power}, brand=None, summary="")

    assert found("60W") == ["60 W", "65 W", "100 W"]


def test_of_lengths_the_nearest_comes_first_longer_or_shorter(properties):
    for length in (3, 0.5, 1.8, 2.4, 2, 10):
        product_with_variant(name=f"Lead {length}", specification={"length": length}, brand=None, summary="")

    assert found("lead 2m")[:4] == ["Lead 2", "Lead 1.8", "Lead 2.4", "Lead 3"]
    assert found("2m") == ["Lead 2", "Lead 1.8", "Lead 2.4", "Lead 3"]


def test_of_cross_sections_only_the_very_one_will_do(properties):
    for section in (1.5, 2.5, 4):
        product_with_variant(name=f"Wire {section}", specification={"section": section})

    assert found("2.5mm2") == ["Wire 2.5"]


def test_near_values_do_not_keep_out_what_has_most_of_the_words(properties):
    for number in range(FEW):
        product_with_variant(name=f"Lamp {number}", specification={"power": 65})
    product_with_variant(name="Torch", specification={"power": 60})

    assert "Torch" in found("lamp 60W")


def test_a_property_of_a_variant_is_found_too(properties):
    product = ProductFactory.create(name="Cable", variant_axes=["section"])
    VariantFactory.create(product=product, specification={"section": 1.5})
    VariantFactory.create(product=product, specification={"section": 2.5})
    listed(product)

    assert found("1.5mm2") == found("2.5mm2") == ["Cable"]
    assert found("4mm2") == []


@pytest.mark.parametrize("name", ["Lamp 60W", "Lamp 60 W", "Lamp 60w"])
@pytest.mark.parametrize("typed", ["60W", "60 w", "0.06 kW"])
def test_a_quantity_in_a_name_is_found_however_it_is_written(properties, name, typed):
    product_with_variant(name=name)
    product_with_variant(name="Lamp 160 W")

    assert found(typed) == [name]


def test_what_measures_something_else_is_not_found(properties):
    product_with_variant(name="Meant", specification={"power": 60})
    product_with_variant(name="Long", specification={"length": 60})

    assert found("60W") == ["Meant"]
    assert found("60m") == ["Long"]
    assert found("60V") == []


def test_words_and_quantities_are_terms_of_one_search(properties):
    product_with_variant(name="Charger", specification={"power": 60, "length": 2})
    product_with_variant(name="Charger small", specification={"power": 20, "length": 2})

    assert written("charger 60w 2m") == ["charger", "60w", "2m"]
    assert found("charger 0.06kW 200cm")[0] == "Charger"


def test_a_range_is_found_by_its_ends(properties):
    AttributeFactory.create(code="voltage", unit="V")
    product_with_variant(name="Low", specification={"voltage": 100})
    product_with_variant(name="High", specification={"voltage": 240})
    product_with_variant(name="None of them", specification={"voltage": 12})

    assert set(found("100-240V")) == {"Low", "High"}


def test_how_many_have_a_quantity_is_not_known(properties):
    (term,) = terms("60W")

    assert term.products is None
    assert (term.written, term.meant) == ("60W", "")


def test_units_are_read_from_what_is_cached(properties, django_assert_num_queries):
    terms("60W")

    with django_assert_num_queries(1):  # the values that are near
        terms("60W 2m")
