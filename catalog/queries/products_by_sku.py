"""Which product each of many SKUs belongs to."""

from collections.abc import Collection
from dataclasses import dataclass

from catalog.models import Variant


@dataclass(frozen=True, slots=True)
class SoldProduct:
    slug: str
    name: str


def products_by_sku(skus: Collection[str]) -> dict[str, SoldProduct]:
    """SKUs that the shop does not have, or whose product is not published, are missing. One statement."""
    variants = Variant.objects.filter(sku__in=skus, product__is_published=True)
    rows = variants.values_list("sku", "product__slug", "product__name")
    return {sku: SoldProduct(slug, name) for sku, slug, name in rows}
