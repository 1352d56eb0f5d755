"""Families become products: each brand and product row one product, each combination of variant rows one variant."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import product as combinations
from typing import Any

from catalog.demo.article_numbers import ean13, manufacturer_number
from catalog.demo.data_files import DemoDataError
from catalog.demo.family import FORMULA_COLUMNS, WORD_COLUMNS, Choices, Family, Row, amount, families, matches
from catalog.demo.shop_figures import opening_stock, popularity, shop_price
from catalog.demo.vocabulary import Brand, brands_by_code
from catalog.demo.wording import filled, filled_sku, slug, with_unit
from catalog.domain.records import ProductRecord, SaleUnit, Specification, VariantRecord


def products() -> Iterator[ProductRecord]:
    """The whole demo catalogue, the same on every run. Raises DemoDataError for data that does not fit together."""
    for family in families():
        for brand_code in family.brands:
            brand = brands_by_code()[brand_code]
            for row in family.products:
                if row.get("brand", brand.code) == brand.code:
                    yield _product(family, brand, row)


def _product(family: Family, brand: Brand, row: Row) -> ProductRecord:
    shared = {**family.specification, **row, "brand": brand.name}
    name = filled(family.name, shared)
    product_slug = slug(f"{brand.name} {name}")
    variants = tuple(_variants(family, brand, row, shared))
    if not variants:
        raise DemoDataError(f"family {family.code}: {name} has no variants left")
    if len(variants) == 1:
        variants = (replace(variants[0], name=""),)
    return ProductRecord(
        slug=product_slug,
        name=name,
        category=tuple(family.category.split("/")),
        variants=variants,
        brand=brand.name,
        summary=filled(family.summary, shared),
        description=filled(family.description, shared).strip(),
        specification=_specification({**family.specification, **row}),
        variant_axes=tuple(family.axes),
        popularity=popularity(product_slug, family.popularity),
    )


def _variants(family: Family, brand: Brand, row: Row, shared: Row) -> Iterator[VariantRecord]:
    for chosen in combinations(*family.variants):
        own: dict[str, Any] = {}
        for choice in chosen:
            own.update(choice)
        everything = {**shared, **own}
        if any(matches(everything, condition) for condition in family.skip):
            continue
        sku = "-".join(filter(None, (brand.code, family.code, *_sku_parts(family, row, chosen, everything))))
        price = shop_price(round(amount([row, *chosen], family.price, "price") * brand.price_factor))
        for_sale = not any(matches(everything, condition) for condition in family.not_for_sale)
        yield VariantRecord(
            sku=sku,
            name=_variant_name(family, own, everything),
            price=price if for_sale else None,
            specification=_specification(own),
            weight=amount([row, *chosen], family.weight, "weight"),
            ean=ean13(sku),
            manufacturer_number=manufacturer_number(brand.code, sku),
            stock=opening_stock(sku, price) if for_sale else None,
            sale_unit=SaleUnit(family.sale_unit),
            minimum_quantity=family.minimum_quantity,
            quantity_step=family.quantity_step,
        )


def _variant_name(family: Family, own: Row, everything: Row) -> str:
    if family.variant:
        return filled(family.variant, everything)
    return ", ".join(with_unit(axis, own[axis]) for axis in family.axes)


def _sku_parts(family: Family, row: Row, chosen: tuple[Row, ...], everything: Row) -> Iterator[str]:
    yield row.get("sku", "")
    for choices, choice in zip(family.variants, chosen, strict=True):
        yield choice.get("sku") or filled_sku(_sku_template(family, choices), everything)


def _sku_template(family: Family, choices: Choices) -> str:
    """The table's own template, or its axes with an X between them."""
    if choices.sku is not None:
        return choices.sku
    return "X".join(f"{{{column}}}" for column in choices.columns if column in family.axes)


def _specification(row: Row) -> Specification:
    """What is left of a row when the columns for prices, weights and words are taken away."""
    return {
        column: float(value) if isinstance(value, Decimal) else value
        for column, value in row.items()
        if column not in FORMULA_COLUMNS and column not in WORD_COLUMNS
    }
