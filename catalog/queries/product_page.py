"""Everything a product's page shows: the product, its variants with stock, its data sheet, its neighbours."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.conf import settings

from catalog.caching import BRANDS, TAXES, category_tag, product_tag
from catalog.domain.records import SaleUnit, Specification
from catalog.queries.addresses import product_address
from catalog.queries.category_tree import CategoryNode, category_tree
from catalog.queries.drawings import drawing_url
from catalog.queries.specification import SheetLine, sheet
from catalog.queries.variant_choice import VariantChoice, variant_choice
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.errors import NotFound
from electricityshop.plain_sql import fetch


class UnknownProduct(NotFound):
    code = "unknown_product"


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantView:
    """One SKU as it is sold. `price` is minor units per sale unit, VAT included; None: not for sale."""

    sku: str
    name: str
    price: int | None
    available: int
    sale_unit: str
    minimum_quantity: int
    quantity_step: int
    ean: str
    manufacturer_number: str
    weight: int
    specification: Specification

    @property
    def is_buyable(self) -> bool:
        return self.price is not None and self.available >= self.minimum_quantity

    @property
    def is_by_metre(self) -> bool:
        return self.sale_unit == SaleUnit.METRE

    @property
    def largest_quantity(self) -> int:
        """The most that can be bought now in whole steps from the minimum."""
        most = min(self.available, settings.SHOP_MAXIMUM_QUANTITY)
        steps = max(0, most - self.minimum_quantity) // self.quantity_step
        return self.minimum_quantity + steps * self.quantity_step


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductView:
    """`chosen` is the variant asked for, or the first to be had; `sheet` is the product's data sheet with that variant."""

    id: int
    slug: str
    name: str
    brand: str
    summary: str
    description: str
    trail: tuple[CategoryNode, ...]
    currency: str
    tax_rate: int
    price: int | None
    price_to: int | None
    drawing: str
    variants: tuple[VariantView, ...]
    chosen: VariantView | None
    choice: VariantChoice | None
    sheet: tuple[SheetLine, ...]
    sheets: dict[str, tuple[SheetLine, ...]]
    """SKU to the lines that its variant decides; empty unless `every_sheet` was asked for."""
    updated_at: datetime
    specification: Specification
    """What all variants share, and what the chosen one says."""

    @property
    def address(self) -> str:
        """Of its page on this site."""
        return product_address(self.slug)

    @property
    def category(self) -> str:
        return self.trail[-1].path if self.trail else ""

    @property
    def in_stock(self) -> bool:
        return any(variant.available > 0 for variant in self.variants)


def product_page(slug: str, sku: str = "", *, every_sheet: bool = False) -> ProductView:
    """The published product at `slug`. Raises `UnknownProduct`. A `sku` it does not have chooses none."""
    found = fetch(_PRODUCT, [slug])
    if not found:
        raise UnknownProduct("There is no such product. It may have been renamed or taken out of the range.")
    row = _ProductRow._make(found[0])
    depends_on(BRANDS, TAXES, product_tag(row.id), category_tag(row.category_id))
    shared: Specification = json.loads(row.specification)
    tree, words = category_tree(), vocabulary()
    codes = words.codes_of(tree, row.category_id)
    variants = _variants(row.id)
    chosen = _chosen(variants, sku)
    own = chosen.specification if chosen else {}
    return ProductView(
        id=row.id,
        slug=row.slug,
        name=row.name,
        brand=row.brand or "",
        summary=row.summary,
        description=row.description,
        trail=tree.trail(row.category_id),
        currency=settings.SHOP_CURRENCY,
        tax_rate=row.tax_rate,
        price=row.price,
        price_to=row.price_to,
        drawing=drawing_url(row.category_id, {**shared, **own}, name=row.name, tree=tree),
        variants=variants,
        chosen=chosen,
        choice=variant_choice(words, row.variant_axes, variants, chosen) if chosen else None,
        sheet=sheet(words, codes, shared, own),
        sheets={each.sku: sheet(words, codes, {}, each.specification) for each in variants if every_sheet},
        updated_at=row.updated_at,
        specification={**shared, **own},
    )


def _chosen(variants: tuple[VariantView, ...], sku: str) -> VariantView | None:
    """The one asked for, else the first that can be bought, else the first."""
    if not variants:
        return None
    return min(variants, key=lambda variant: (variant.sku != sku, not variant.is_buyable))


def _variants(product_id: int) -> tuple[VariantView, ...]:
    return tuple(
        VariantView(**dict(zip(_VARIANT_FIELDS, row, strict=True)), specification=json.loads(specification))
        for *row, specification in fetch(_VARIANTS, [product_id])
    )


class _ProductRow(NamedTuple):
    id: int
    slug: str
    name: str
    brand: str | None
    summary: str
    description: str
    category_id: int
    tax_rate: int
    price: int | None
    price_to: int | None
    variant_axes: list[str]
    updated_at: datetime
    specification: str


_PRODUCT = """
SELECT p.id, p.slug, p.name, b.name, p.summary, p.description, p.category_id, t.rate, p.price, p.price_to,
       p.variant_axes, p.updated_at, p.specification
FROM catalog_product p
JOIN catalog_taxclass t ON t.id = p.tax_class_id
LEFT JOIN catalog_brand b ON b.id = p.brand_id
WHERE p.slug = %s AND p.is_published
"""
_VARIANT_FIELDS = (
    "sku", "name", "price", "available", "sale_unit", "minimum_quantity", "quantity_step", "ean",
    "manufacturer_number", "weight",
)  # fmt: skip
_VARIANTS = """
SELECT v.sku, v.name, v.price, COALESCE(s.on_hand - s.held, 0), v.sale_unit, v.minimum_quantity, v.quantity_step,
       v.ean, v.manufacturer_number, v.weight, v.specification
FROM catalog_variant v LEFT JOIN catalog_stockitem s ON s.variant_id = v.id
WHERE v.product_id = %s AND v.is_active
ORDER BY v.position, v.id
"""
