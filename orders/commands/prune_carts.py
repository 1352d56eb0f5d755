"""Forgetting carts that guests left behind."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from electricityshop.commands import command
from orders.models import Cart, CartLine

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneCarts:
    before: datetime


@command
def prune_carts(asked: PruneCarts) -> int:
    """Delete one batch, longest idle first; how many. A customer's cart stays, and so do orders made from a cart."""
    recent = CartLine.objects.filter(cart=OuterRef("pk"), added_at__gte=asked.before)
    idle = Cart.objects.filter(~Exists(recent), user=None, updated_at__lt=asked.before)
    ids = list(idle.order_by("updated_at").values_list("pk", flat=True)[:BATCH])
    Cart.objects.filter(pk__in=ids, user=None).delete()
    return len(ids)
