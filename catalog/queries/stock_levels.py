"""What the books say of some articles."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Coalesce

from catalog.models import Variant


@dataclass(frozen=True, slots=True)
class StockLevel:
    variant_id: int
    sku: str
    product_name: str
    variant_name: str
    on_hand: int
    held: int

    @property
    def name(self) -> str:
        return f"{self.product_name}, {self.variant_name}" if self.variant_name else self.product_name


def stock_levels(skus: Iterable[str]) -> dict[str, StockLevel]:
    """SKU to level, also of articles that are not on sale; SKUs that do not exist are missing. One statement."""
    rows = Variant.objects.filter(sku__in=list(skus)).values_list(
        "pk", "sku", "product__name", "name", Coalesce(F("stock__on_hand"), 0), Coalesce(F("stock__held"), 0)
    )
    return {row[1]: StockLevel(*row) for row in rows}
