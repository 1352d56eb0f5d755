"""What a shopper filled in at checkout is kept with the cart, so that nothing is typed twice."""

from dataclasses import dataclass
from typing import Any

from electricityshop.commands import command
from orders.domain.owners import Owner
from orders.queries.carts import carts_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RememberCheckout:
    owner: Owner
    answers: dict[str, Any]
    """Merged into what is known; JSON values."""


@command
def remember_checkout(memory: RememberCheckout) -> None:
    cart = carts_of(memory.owner).select_for_update().first()
    if cart is not None:
        cart.checkout = cart.checkout | memory.answers
        cart.save(update_fields=["checkout", "updated_at"])
