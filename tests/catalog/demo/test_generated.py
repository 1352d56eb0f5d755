"""Generated products: the same for a seed, all different, and as valid as the demo's they are made after."""

import tracemalloc
from collections import Counter
from itertools import chain
from statistics import median

import pytest

from catalog.demo.article_numbers import check_digit
from catalog.demo.generated import brands, generated_products
from catalog.demo.generated.values import may_vary
from catalog.domain.records import AttributeKind, CategoryRecord, ProductRecord
from tests.catalog.demo.test_specifications import BY_CODE, fits

Products = tuple[ProductRecord, ...]
COUNT = 2_000


@pytest.fixture(scope="module")
def generated() -> Products:
    return tuple(generated_products(1, 1, COUNT))


def test_a_product_follows_from_the_seed_and_its_number(generated: Products) -> None:
    assert tuple(generated_products(1, 701, 720)) == generated[700:720]
    assert next(generated_products(2, 1, 1)) != generated[0]


def test_all_are_told_apart(generated: Products, demo_products: Products) -> None:
    variants = [variant for product in (*generated, *demo_products) for variant in product.variants]

    for told in (
        [product.slug for product in (*generated, *demo_products)],
        [variant.sku for variant in variants],
        [variant.ean for variant in variants],
    ):
        assert len(told) == len(set(told))
    assert {product.slug[0] + variant.sku[0] for product in generated for variant in product.variants} == {
        "gG"
    }


def test_eans_are_real_ones_up_to_the_largest_number() -> None:
    [last] = generated_products(1, 10_000_000, 10_000_000)

    for variant in last.variants:
        assert len(variant.ean) == 13
        assert check_digit(variant.ean[:12]) == variant.ean[12]


def test_values_are_of_their_type_and_declared_where_the_product_stands(
    generated: Products, tree: dict[tuple[str, ...], CategoryRecord]
) -> None:
    for product in generated:
        paths = [product.category[:depth] for depth in range(1, len(product.category) + 1)]
        declared = set(chain.from_iterable(tree[path].attributes for path in paths))
        for specification in (
            product.specification,
            *(variant.specification for variant in product.variants),
        ):
            assert set(specification) <= declared, product.slug
            for code, value in specification.items():
                assert fits(BY_CODE[code], value), (product.slug, code, value)


def test_variants_are_one_to_five_and_told_apart_by_the_axes(generated: Products) -> None:
    sizes = Counter(len(product.variants) for product in generated)

    assert set(sizes) == {1, 2, 3, 4, 5}
    for product in generated:
        places = {tuple(v.specification[axis] for axis in product.variant_axes) for v in product.variants}
        assert len(places) == len(product.variants)
        assert all(variant.name for variant in product.variants) == (len(product.variants) > 1)


def test_values_that_the_texts_tell_stay_true(demo_products: Products) -> None:
    stick = next(product for product in demo_products if product.name == "LED stick R7s 78 mm")

    assert stick.specification["length"] == 0.078
    assert {"length", "lamp_base", "energy_scale"}.isdisjoint(may_vary(stick))
    assert "diameter" in may_vary(stick)


def test_there_are_more_values_than_in_the_demo(generated: Products, demo_products: Products) -> None:
    def numbers(products: Products) -> set[object]:
        return {
            (code, value)
            for product in products
            for code, value in product.specification.items()
            if BY_CODE[code].kind is AttributeKind.NUMBER
        }

    assert len(numbers(generated)) > 1.5 * len(numbers(demo_products))


def test_few_are_popular_and_few_makers_lead(generated: Products) -> None:
    popularity = sorted((product.popularity for product in generated), reverse=True)
    makers = Counter(product.brand for product in generated)

    assert median(popularity) < 50
    assert sum(popularity[: COUNT // 100]) > sum(popularity) / 3
    assert len(brands()) == len(set(brands())) == 400
    assert set(makers) <= set(brands())
    assert sum(count for _, count in makers.most_common(40)) > COUNT / 3


def test_prices_lie_around_those_of_the_demo(generated: Products, demo_products: Products) -> None:
    def prices(products: Products) -> list[int]:
        return [variant.price for product in products for variant in product.variants if variant.price]

    assert 0.7 < median(prices(generated)) / median(prices(demo_products)) < 1.6
    assert min(prices(generated)) >= 1


def test_memory_does_not_grow_with_their_number() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        for _ in generated_products(1, 1, count):
            pass
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(1)  # the demo catalogue is read and kept
    assert peak(3_000) < peak(300) + 1_000_000  # three thousand records would be ten times that
