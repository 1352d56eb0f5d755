"""Staff show products in the shop, or take them out."""

from dataclasses import dataclass

from django.utils import timezone

from catalog.models import Product
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishProducts:
    product_ids: tuple[int, ...]
    is_published: bool


@command
def publish_products(change: PublishProducts) -> int:
    """How many changed."""
    products = Product.objects.filter(pk__in=change.product_ids).exclude(is_published=change.is_published)
    return products.update(is_published=change.is_published, updated_at=timezone.now())
