"""What can be bought right now, for the cart and the order: always from PostgreSQL, never from a cache."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from catalog.queries.drawings import drawing_url
from electricityshop.errors import NotFound
from electricityshop.money import Money
from electricityshop.plain_sql import fetch


class UnknownSku(NotFound):
    code = "unknown_sku"


@dataclass(frozen=True, slots=True)
class Offer:
    """A variant as it is sold. `price` is minor units with VAT, None when not for sale; `tax_rate` basis points."""

    variant_id: int
    sku: str
    product_slug: str
    product_name: str
    variant_name: str
    price: int | None
    tax_rate: int
    weight: int
    sale_unit: str
    minimum_quantity: int
    quantity_step: int
    available: int
    is_listed: bool
    category_id: int
    specification: str
    """As JSON: most who look at an offer need no picture."""

    @property
    def name(self) -> str:
        return f"{self.product_name}, {self.variant_name}" if self.variant_name else self.product_name

    @property
    def drawing(self) -> str:
        """Where its picture is."""
        return drawing_url(self.category_id, json.loads(self.specification))

    @property
    def is_for_sale(self) -> bool:
        return self.is_listed and self.price is not None

    @property
    def money(self) -> Money:
        return Money(self.price or 0, settings.SHOP_CURRENCY)


def offers(variant_ids: Iterable[int]) -> dict[int, Offer]:
    """Variant id to offer, in one statement; ids that do not exist are missing."""
    rows = fetch(_OFFERS + "WHERE v.id = ANY(%s)", [list(variant_ids)])
    return {row[0]: Offer(*row) for row in rows}


def offer(sku: str) -> Offer:
    """The offer of one SKU. Raises `UnknownSku` when there is none, or its product is not published."""
    rows = fetch(_OFFERS + "WHERE v.sku = %s AND v.is_active AND p.is_published", [sku])
    if not rows:
        raise UnknownSku(
            f"There is no article with the number {sku[:64]}.", fields={"sku": "Unknown article number."}
        )
    return Offer(*rows[0])


# subqueries rather than joins: planning the joins of four tables took PostgreSQL longer than all the rest
_OFFERS = """
SELECT v.id, v.sku, p.slug, p.name, v.name, v.price,
       (SELECT rate FROM catalog_taxclass WHERE id = p.tax_class_id),
       v.weight, v.sale_unit, v.minimum_quantity, v.quantity_step,
       coalesce((SELECT on_hand - held FROM catalog_stockitem WHERE variant_id = v.id), 0),
       v.is_active AND p.is_published, p.category_id, p.specification || v.specification
FROM catalog_variant v
JOIN catalog_product p ON p.id = v.product_id
"""
