"""How much staff has before them."""

from dataclasses import dataclass

from orders.domain.returns import ReturnStatus
from orders.domain.status import OrderStatus
from orders.models import Order, Return
from orders.queries.stuck_orders import stuck_orders

TO_SHIP = (OrderStatus.CONFIRMED, OrderStatus.PROCESSING)
OPEN_RETURNS = (ReturnStatus.REQUESTED, ReturnStatus.RECEIVED)


@dataclass(frozen=True, slots=True)
class OpenWork:
    to_ship: int
    unpaid: int
    returns: int
    """Announced or here, and not settled."""
    stuck: int
    """Paid orders that should have been finalized minutes ago."""


def open_work() -> OpenWork:
    """Five statements, each by its index."""
    return OpenWork(
        to_ship=Order.objects.filter(status__in=TO_SHIP).count(),
        unpaid=Order.objects.awaiting_payment().count(),
        returns=Return.objects.filter(status__in=OPEN_RETURNS).count(),
        stuck=stuck_orders().count,
    )
