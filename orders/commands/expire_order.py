"""An order that was not paid in time gives its stock back."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from orders import cancelling, steps
from orders.domain.status import OrderStatus
from orders.transitions import locked_order


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpireOrder:
    order_id: int


@command
def expire_order(expiry: ExpireOrder) -> bool:
    """False when it was paid, cancelled or given more time meanwhile; also when its money is here and waits for a worker."""
    order = locked_order(expiry.order_id)
    if order.status != OrderStatus.PENDING or order.pay_until > timezone.now():
        return False
    if steps.are_open(order.pk):
        return False
    cancelling.fail(order)
    return True
