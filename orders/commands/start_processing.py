"""Staff begin to pick and pack an order."""

from dataclasses import dataclass

from electricityshop.commands import command
from orders import history
from orders.domain.status import OrderStatus
from orders.transitions import locked_order, move


@dataclass(frozen=True, slots=True, kw_only=True)
class StartProcessing:
    order_id: int
    actor: str


@command
def start_processing(start: StartProcessing) -> None:
    """Mark a confirmed order as being packed. Raises `IllegalTransition`."""
    order = locked_order(start.order_id)
    move(order, OrderStatus.PROCESSING)
    history.write(order.pk, "processing", "Your order is being packed.", actor=start.actor)
