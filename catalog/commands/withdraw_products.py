"""Take products off the shop that their feed no longer has. They come back when the feed has them again."""

from dataclasses import dataclass

from django.utils import timezone

from catalog.commands.product_changes import WITHDRAWN
from catalog.models import Product
from electricityshop.commands import command


@dataclass(frozen=True, slots=True)
class WithdrawProducts:
    source: str
    product_ids: tuple[int, ...]


@command
def withdraw_products(withdrawal: WithdrawProducts) -> int:
    """How many were withdrawn; those that staff had unpublished stay theirs and do not count."""
    return (
        Product.objects.filter(pk__in=withdrawal.product_ids, source=withdrawal.source, is_published=True)
        .exclude(source_digest=WITHDRAWN)
        .update(is_published=False, source_digest=WITHDRAWN, updated_at=timezone.now())
    )
