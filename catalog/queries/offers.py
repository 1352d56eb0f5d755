"""What can be bought right now, for the cart and the order: always from PostgreSQL, never from a cache."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce

from catalog.models import Variant
from catalog.queries.drawings import drawing_url
from electricityshop.errors import NotFound
from electricityshop.money import Money


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
    drawing: str
    price: int | None
    tax_rate: int
    weight: int
    sale_unit: str
    minimum_quantity: int
    quantity_step: int
    available: int
    is_listed: bool

    @property
    def name(self) -> str:
        return f"{self.product_name}, {self.variant_name}" if self.variant_name else self.product_name

    @property
    def is_for_sale(self) -> bool:
        return self.is_listed and self.price is not None

    @property
    def money(self) -> Money:
        return Money(self.price or 0, settings.SHOP_CURRENCY)


def offers(variant_ids: Iterable[int]) -> dict[int, Offer]:
    """Variant id to offer, in one statement; ids that do not exist are missing."""
    rows = _rows(Variant.objects.filter(pk__in=list(variant_ids)))
    return {row["id"]: _offer(row) for row in rows}


def offer(sku: str) -> Offer:
    """The offer of one SKU. Raises `UnknownSku` when there is none, or its product is not published."""
    row = _rows(Variant.objects.filter(sku=sku, is_active=True, product__is_published=True)).first()
    if row is None:
        raise UnknownSku(
            f"There is no article with the number {sku[:64]}.", fields={"sku": "Unknown article number."}
        )
    return _offer(row)


def _rows(variants: QuerySet[Variant]) -> QuerySet[Variant, Any]:
    return variants.values(
        "id", "sku", "name", "price", "weight", "sale_unit", "minimum_quantity", "quantity_step", "is_active",
        "specification", "product__slug", "product__name", "product__specification", "product__is_published",
        "product__category_id",
        tax_rate=F("product__tax_class__rate"),
        available=Coalesce(F("stock__on_hand") - F("stock__held"), 0),
    )  # fmt: skip


def _offer(row: dict[str, Any]) -> Offer:
    return Offer(
        variant_id=row["id"],
        sku=row["sku"],
        product_slug=row["product__slug"],
        product_name=row["product__name"],
        variant_name=row["name"],
        drawing=drawing_url(
            row["product__category_id"], row["product__specification"] | row["specification"]
        ),
        price=row["price"],
        tax_rate=row["tax_rate"],
        weight=row["weight"],
        sale_unit=row["sale_unit"],
        minimum_quantity=row["minimum_quantity"],
        quantity_step=row["quantity_step"],
        available=row["available"],
        is_listed=row["is_active"] and row["product__is_published"],
    )
