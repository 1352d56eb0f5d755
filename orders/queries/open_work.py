"""How much staff has before them."""

from dataclasses import dataclass

from orders.domain.status import OrderStatus
from orders.models import Order
from orders.queries.stuck_orders import stuck_orders


@dataclass(frozen=True, slots=True)
class OpenWork:
    to_ship: int
    unpaid: int
    stuck: int
    """Paid orders that should have been finalized minutes ago."""


def open_work() -> OpenWork:
    """Four statements, each by its index."""
    return OpenWork(
        to_ship=Order.objects.filter(status=OrderStatus.CONFIRMED).count(),
        unpaid=Order.objects.awaiting_payment().count(),
        stuck=stuck_orders().count,
    )
