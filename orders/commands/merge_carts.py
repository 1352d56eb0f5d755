"""A guest logs in: what was in the guest's cart joins the customer's."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Max

from electricityshop.commands import command
from orders.models import Cart, CartLine


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeCarts:
    guest_cart_id: UUID
    user_id: int


@command
def merge_carts(merge: MergeCarts) -> None:
    """Move the guest's lines over; where both have an article, the larger quantity stays. Safe to repeat.

    Taking the larger, not the sum, means that a login repeated by two tabs cannot double an order.
    """
    Cart.objects.get_or_create(user_id=merge.user_id)
    carts = Cart.objects.filter(pk=merge.guest_cart_id, user=None) | Cart.objects.filter(
        user_id=merge.user_id
    )
    locked = {cart.user_id: cart for cart in carts.order_by("id").select_for_update()}
    guest, own = locked.get(None), locked[merge.user_id]
    if guest is None:
        return
    larger = (
        CartLine.objects.filter(cart__in=[guest, own]).values("variant_id").annotate(quantity=Max("quantity"))
    )
    CartLine.objects.bulk_create(
        [CartLine(cart=own, variant_id=row["variant_id"], quantity=row["quantity"]) for row in larger],
        update_conflicts=True, unique_fields=["cart", "variant"], update_fields=["quantity"],
    )  # fmt: skip
    if guest.checkout and not own.checkout:
        own.checkout = guest.checkout
        own.save(update_fields=["checkout", "updated_at"])
    guest.delete()
