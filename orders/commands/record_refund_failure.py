"""Money that was on its way back did not arrive: the order's figure is corrected, staff see why."""

from dataclasses import dataclass

from electricityshop.commands import command
from orders import history
from orders.models import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefundFailure:
    """`refunded` is all that went back so far without the failed one, minor units."""

    number: str
    message: str
    refunded: int


@command
def record_refund_failure(failure: RecordRefundFailure) -> None:
    """Not told to the customer: staff try again, or send it another way."""
    order = Order.objects.select_for_update().filter(number=failure.number).first()
    if order is None:
        return
    order.refunded = min(failure.refunded, order.total)
    order.save(update_fields=["refunded"])
    message = f"A refund failed: {failure.message}"
    history.write(order.pk, "refund_failed", message, is_public=False)
