"""The demo catalogue as a whole: large enough, without duplicates, the same on every run."""

from collections import Counter
from collections.abc import Iterable

from catalog.demo import attributes, brands, categories, products
from catalog.demo.article_numbers import check_digit
from catalog.domain.records import CategoryRecord, ProductRecord, SaleUnit

Products = tuple[ProductRecord, ...]
Tree = dict[tuple[str, ...], CategoryRecord]


def repeated(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def test_it_is_as_large_as_a_small_trade_catalogue(demo_products: Products, tree: Tree) -> None:
    assert len(tree) >= 60
    assert max(len(path) for path in tree) >= 3
    assert 350 <= len(demo_products) <= 600
    assert sum(len(product.variants) for product in demo_products) >= 2_500
    assert 25 <= len(brands()) <= 40


def test_it_is_the_same_on_every_run(demo_products: Products) -> None:
    assert tuple(products()) == demo_products


def test_nothing_is_identified_twice(demo_products: Products) -> None:
    variants = [variant for product in demo_products for variant in product.variants]

    assert repeated(product.slug for product in demo_products) == []
    assert repeated(variant.sku for variant in variants) == []
    assert repeated(variant.ean for variant in variants) == []
    assert repeated(attribute.code for attribute in attributes()) == []
    assert repeated("/".join(category.path) for category in categories()) == []


def test_eans_are_for_a_shops_own_use_and_have_their_check_digit(demo_products: Products) -> None:
    wrong = [
        variant.ean
        for product in demo_products
        for variant in product.variants
        if len(variant.ean) != 13 or variant.ean[0] != "2" or variant.ean[12] != check_digit(variant.ean[:12])
    ]

    assert wrong == []


def test_parents_come_before_children() -> None:
    seen: set[tuple[str, ...]] = {()}

    for category in categories():
        assert category.path[:-1] in seen, category.path
        seen.add(category.path)


def test_every_leaf_has_products_and_only_leaves_have(demo_products: Products, tree: Tree) -> None:
    parents = {path[:-1] for path in tree}
    leaves = {path for path in tree if path not in parents}

    assert {product.category for product in demo_products} == leaves


def test_every_brand_makes_something(demo_products: Products) -> None:
    assert {product.brand for product in demo_products} == set(brands())


def test_texts_are_complete_and_fit(demo_products: Products) -> None:
    for product in demo_products:
        assert len(product.name) <= 160
        assert product.slug.isascii() and product.slug == product.slug.lower()
        assert product.summary.endswith("."), product.slug
        assert product.description.count(".") >= 2, product.slug
        assert "{" not in product.name + product.summary + product.description, product.slug


def test_stock_is_varied(demo_products: Products) -> None:
    stocks = [variant.stock for product in demo_products for variant in product.variants]
    sold_out = stocks.count(0) / len(stocks)

    assert 0.02 < sold_out < 0.06
    assert max(stock for stock in stocks if stock is not None) > 1_000


def test_a_handful_is_not_for_sale_and_has_no_stock(demo_products: Products) -> None:
    kept_back = [
        variant for product in demo_products for variant in product.variants if variant.price is None
    ]

    assert 3 <= len(kept_back) <= 20
    assert all(variant.stock is None for variant in kept_back)


def test_what_is_sold_has_a_price_and_a_weight(demo_products: Products) -> None:
    for product in demo_products:
        for variant in product.variants:
            assert variant.price is None or variant.price > 10, variant.sku
            assert variant.weight > 0, variant.sku


def test_cable_by_the_metre_has_a_shortest_cut(demo_products: Products) -> None:
    by_the_metre = [
        variant
        for product in demo_products
        for variant in product.variants
        if variant.sale_unit is SaleUnit.METRE
    ]

    assert len(by_the_metre) > 50
    assert {variant.minimum_quantity for variant in by_the_metre} == {1, 5}


def test_metres_weigh_at_least_their_copper(demo_products: Products) -> None:
    for product in demo_products:
        for variant in product.variants:
            values = {**product.specification, **variant.specification}
            if product.category[0] == "cable" and "cross_section" in values:
                metres = values.get("length", 1)
                copper = 8.9 * float(values["cross_section"]) * float(values["cores"]) * float(metres)
                assert variant.weight > copper, variant.sku
