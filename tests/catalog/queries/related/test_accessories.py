"""What fits a product, by the shop's rules."""

from collections import Counter

import pytest

from catalog.demo.data_files import DATA, read
from catalog.domain.accessories import AccessoryRule, BadRule
from catalog.queries.product_page import product_page
from catalog.queries.related.accessory_rules import accessory_rules
from catalog.queries.related.related_products import related_products
from tests.factories import (
    AttributeFactory,
    CategoryFactory,
    ProductFactory,
    VariantFactory,
    choices,
    listed,
    product_with_variant,
)


def fitting(slug, sku=""):
    return {one.card.slug: one.reason for one in related_products(product_page(slug, sku)).accessories}


@pytest.fixture
def shelves(db):
    """Luminaires and lamps."""
    choices(AttributeFactory.create(code="lamp_base", kind="choice"), "E27", "E14")
    return CategoryFactory.create(slug="luminaires"), CategoryFactory.create(slug="lamps")


def test_lamps_with_the_base_of_the_luminaire_the_popular_first(shelves):
    luminaires, lamps = shelves
    product_with_variant(slug="pendant", category=luminaires, specification={"lamp_base": "E27"})
    led = CategoryFactory.create(slug="led", parent=lamps)
    for slug, base, popularity in (("globe", "E27", 1), ("candle", "E14", 9), ("drop", "E27", 5)):
        product_with_variant(
            slug=slug, category=led, specification={"lamp_base": base}, popularity=popularity
        )
    product_with_variant(slug="hidden", category=led, specification={"lamp_base": "E27"}, is_published=False)
    product_with_variant(slug="plain", category=luminaires)

    assert fitting("pendant") == {"drop": "Fits E27", "globe": "Fits E27"}
    assert list(fitting("pendant")) == ["drop", "globe"]
    assert fitting("globe") == {"pendant": "Fits E27"}
    assert fitting("plain") == {}


def test_numbers_and_variants_agree(db):
    AttributeFactory.create(code="cross_section", unit="mm²")
    cable = CategoryFactory.create(slug="cable")
    flexible = CategoryFactory.create(slug="flexible", parent=cable)
    connection = CategoryFactory.create(slug="connection")
    terminals = CategoryFactory.create(slug="terminals", parent=connection)
    crimp = CategoryFactory.create(slug="crimp", parent=terminals)
    for slug, category, sizes in (
        ("wire", flexible, (1.5, 10)),
        ("ferrules", crimp, (0.5, 1.5)),
        ("big", crimp, (10.0,)),
    ):
        product = ProductFactory.create(slug=slug, category=category, variant_axes=["cross_section"])
        for position, size in enumerate(sizes):
            VariantFactory.create(
                product=product,
                sku=f"{slug}-{size:g}",
                position=position,
                specification={"cross_section": size},
                stock=1,
            )
        listed(product)

    assert fitting("wire") == {"ferrules": "Fits 1.5 mm²"}
    assert fitting("wire", "wire-10") == {"big": "Fits 10 mm²"}


def test_a_rule_with_a_reason_needs_no_attribute(db):
    protection = CategoryFactory.create(slug="protection")
    enclosures = CategoryFactory.create(slug="enclosures")
    product_with_variant(slug="breaker", category=CategoryFactory.create(slug="mcb", parent=protection))
    product_with_variant(slug="board", category=CategoryFactory.create(slug="boards", parent=enclosures))

    assert fitting("breaker") == {"board": "Holds DIN-rail devices"}
    assert fitting("board") == {}


def test_the_rules_name_what_the_demo_has():
    attributes, categories = read(DATA / "attributes.toml"), read(DATA / "categories.toml")
    for rule in accessory_rules():
        assert {rule.by or "power", rule.attribute or "power"} <= attributes.keys()
        for path in (*rule.of, *rule.fits):
            here = categories
            for step in path.split("/"):
                here = here[step]
    assert not [
        pair
        for pair, times in Counter((rule.of, rule.fits) for rule in accessory_rules()).items()
        if times > 1
    ]


@pytest.mark.parametrize(
    "fields",
    [
        {"of": (), "fits": ("b",), "by": "x"},
        {"of": ("a",), "fits": (), "by": "x"},
        {"of": ("a",), "fits": ("b",)},
        {"of": ("a",), "fits": ("b",), "by": "x", "reason": "y"},
    ],
)
def test_a_rule_that_says_nothing_is_refused(fields):
    with pytest.raises(BadRule):
        AccessoryRule(**fields)


def test_a_rule_file_with_an_unknown_key_is_refused(tmp_path):
    file = tmp_path / "rules.toml"
    file.write_text('[[rule]]\nof = ["a"]\nfits = ["b"]\nbye = "x"\n')

    with pytest.raises(BadRule, match="bye"):
        accessory_rules(file)
