"""Every value of the demo catalogue is declared for its category, of the right type, and one of the choices."""

from itertools import chain

from catalog.demo import attributes
from catalog.domain.records import (
    AttributeKind,
    AttributeRecord,
    CategoryRecord,
    ProductRecord,
    SpecificationValue,
)

Products = tuple[ProductRecord, ...]
Tree = dict[tuple[str, ...], CategoryRecord]

BY_CODE = {attribute.code: attribute for attribute in attributes()}


def fits(attribute: AttributeRecord, value: SpecificationValue) -> bool:
    match attribute.kind:
        case AttributeKind.NUMBER:
            return isinstance(value, int | float) and not isinstance(value, bool)
        case AttributeKind.CHOICE:
            return value in dict(attribute.choices)
        case AttributeKind.BOOLEAN:
            return isinstance(value, bool)
        case AttributeKind.TEXT:
            return isinstance(value, str) and value != ""


def test_every_value_is_declared_for_its_category_or_an_ancestor(demo_products: Products, tree: Tree) -> None:
    for product in demo_products:
        paths = [product.category[:depth] for depth in range(1, len(product.category) + 1)]
        declared = set(chain.from_iterable(tree[path].attributes for path in paths))
        given = set(product.specification).union(*(variant.specification for variant in product.variants))
        assert given <= declared, (product.slug, given - declared)


def test_every_value_has_the_type_of_its_attribute(demo_products: Products) -> None:
    for product in demo_products:
        for specification in (
            product.specification,
            *(variant.specification for variant in product.variants),
        ):
            for code, value in specification.items():
                assert fits(BY_CODE[code], value), (product.slug, code, value)


def test_the_axes_tell_all_variants_apart(demo_products: Products) -> None:
    for product in demo_products:
        assert len(product.variant_axes) <= 3
        places = [
            tuple(variant.specification[axis] for axis in product.variant_axes)
            for variant in product.variants
        ]
        assert len(places) == len(set(places)), product.slug


def test_sister_variants_have_different_names_and_an_only_one_has_none(demo_products: Products) -> None:
    for product in demo_products:
        names = [variant.name for variant in product.variants]
        assert len(names) == len(set(names)), product.slug
        assert len(names) == 1 or all(names), product.slug
        assert len(names) > 1 or names == [""], product.slug


def test_categories_declare_each_attribute_once_and_none_that_is_unknown(tree: Tree) -> None:
    for path, category in tree.items():
        inherited = set(chain.from_iterable(tree[path[:depth]].attributes for depth in range(1, len(path))))
        assert inherited.isdisjoint(category.attributes), path
        assert set(category.attributes) <= set(BY_CODE), path


def test_every_attribute_is_used_and_explained(demo_products: Products) -> None:
    used = set(
        chain.from_iterable(
            chain(product.specification, *(variant.specification for variant in product.variants))
            for product in demo_products
        )
    )

    assert set(BY_CODE) - used == set()
    assert [attribute.code for attribute in attributes() if not attribute.explanation.endswith(".")] == []


def test_choices_are_distinct_and_belong_to_choices_only() -> None:
    for attribute in attributes():
        values = [value for value, _ in attribute.choices]
        assert len(values) == len(set(values)), attribute.code
        assert bool(values) == (attribute.kind is AttributeKind.CHOICE), attribute.code
