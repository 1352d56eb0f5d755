import pytest

from catalog.queries.product_page import UnknownProduct, product_page
from tests.factories import (
    AttributeFactory,
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
def wire():
    """1.5 and 2.5 mm² in blue and brown; brown 2.5 does not exist, blue 2.5 is sold out."""
    section = AttributeFactory.create(code="cross_section", name="Cross-section", unit="mm²")
    colour = AttributeFactory.create(code="sheath_colour", name="Colour", kind="choice")
    choices(colour, "brown", "blue")
    solid = AttributeFactory.create(code="solid", name="Solid", kind="boolean")
    category = CategoryFactory.create(slug="wire", drawing="cable")
    declare(category, solid, section, colour)
    product = ProductFactory.create(
        slug="wire",
        category=category,
        specification={"solid": True, "unheard_of": 1},
        variant_axes=["cross_section", "sheath_colour"],
    )
    rows = [("W-15-BU", 1.5, "blue", 5), ("W-25-BU", 2.5, "blue", 0), ("W-15-BN", 1.5, "brown", 5)]
    for position, (sku, size, tone, stock) in enumerate(rows):
        specification = {"cross_section": size, "sheath_colour": tone}
        VariantFactory.create(
            product=product, sku=sku, specification=specification, stock=stock, position=position
        )
    return listed(product)


def test_the_data_sheet_is_the_products_with_the_chosen_variants_in_declared_order(wire):
    shown = product_page("wire", "W-25-BU")

    assert [(line.name, line.label, line.of_variant) for line in shown.sheet] == [
        ("Solid", "Yes", False),
        ("Cross-section", "2.5 mm²", True),
        ("Colour", "Blue", True),
    ]
    assert shown.chosen.sku == "W-25-BU"
    assert not shown.chosen.is_buyable


def test_two_axes_make_a_matrix_with_holes(wire):
    choice = product_page("wire").choice

    assert [column.label for column in choice.columns] == ["Brown", "Blue"]
    assert [(row.head.label, [cell.sku for cell in row.cells]) for row in choice.rows] == [
        ("1.5 mm²", ["W-15-BN", "W-15-BU"]),
        ("2.5 mm²", ["", "W-25-BU"]),
    ]
    assert [cell.is_chosen for cell in choice.rows[0].cells] == [False, True]
    assert not choice.rows[1].cells[1].is_buyable


def test_three_axes_are_grouped_by_the_one_with_the_fewest_values():
    axes = [AttributeFactory.create(code=code) for code in ("size", "cores", "length")]
    category = CategoryFactory.create()
    declare(category, *axes)
    product = ProductFactory.create(slug="ring", category=category, variant_axes=["length", "cores", "size"])
    for size in (1, 2, 3):
        for cores in (3, 5):
            for length in (50, 100):
                specification = {"size": size, "cores": cores, "length": length}
                VariantFactory.create(
                    product=product, sku=f"{size}-{cores}-{length}", specification=specification, stock=1
                )

    choice = product_page("ring", "2-5-100").choice

    assert (choice.row_axis.code, choice.column_axis.code, choice.group_axis.code) == (
        "size",
        "length",
        "cores",
    )
    assert [(group.head.label, group.cell.sku) for group in choice.groups] == [
        ("3", "2-3-100"),
        ("5", "2-5-100"),
    ]
    assert choice.rows[1].cells[1].is_chosen
    assert choice.rows[0].cells[0].sku == "1-5-50"


def test_one_variant_leaves_nothing_to_choose():
    product_with_variant(slug="only")

    assert product_page("only").choice is None


def test_without_a_known_sku_the_first_that_can_be_bought_is_chosen(wire):
    assert product_page("wire", "W-OLD").chosen.sku == "W-15-BU"

    wire.variants.filter(sku="W-15-BU").update(price=None)

    assert product_page("wire").chosen.sku == "W-15-BN"


def test_an_unpublished_product_does_not_exist():
    product_with_variant(slug="hidden", is_published=False)

    with pytest.raises(UnknownProduct):
        product_page("hidden")


def test_what_can_be_bought_is_in_whole_steps_and_never_more_than_there_is():
    product = ProductFactory.create(slug="cable")
    VariantFactory.create(product=product, sale_unit="metre", minimum_quantity=10, quantity_step=5, stock=33)

    chosen = product_page("cable").chosen

    assert chosen.is_by_metre
    assert chosen.largest_quantity == 30


def test_fewer_than_the_minimum_left_is_not_buyable():
    product = ProductFactory.create(slug="cable")
    VariantFactory.create(product=product, minimum_quantity=10, stock=9)

    assert not product_page("cable").chosen.is_buyable


def test_where_nothing_can_be_bought_the_first_is_shown():
    product = ProductFactory.create(slug="cable")
    VariantFactory.create(product=product, sku="A", stock=0, position=1)
    VariantFactory.create(product=product, sku="B", price=None, stock=1, position=2)

    assert product_page("cable").chosen.sku == "A"


def test_a_product_without_active_variants_has_a_page():
    product = product_with_variant(slug="retired")
    product.variants.update(is_active=False)

    shown = product_page("retired")

    assert (shown.chosen, shown.variants, shown.in_stock) == (None, (), False)
