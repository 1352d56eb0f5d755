"""The parcel arrived."""

from dataclasses import dataclass

from electricityshop.commands import command
from orders import history
from orders.domain.status import OrderStatus
from orders.transitions import locked_order, move


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverOrder:
    order_id: int
    actor: str


@command
def deliver_order(delivery: DeliverOrder) -> None:
    """Mark a shipped order delivered. Raises `IllegalTransition`."""
    order = locked_order(delivery.order_id)
    move(order, OrderStatus.DELIVERED)
    history.write(order.pk, "delivered", "Delivered.", actor=delivery.actor)
