"""A card was declined: the order stays open, its history says so."""

from dataclasses import dataclass

from electricityshop.commands import command
from orders import history
from orders.domain.status import OrderStatus
from orders.models import Order, OrderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDecline:
    number: str
    message: str


@command
def note_decline(decline: NoteDecline) -> None:
    """Write it down unless the last line says the same."""
    order = (
        Order.objects.select_for_update().filter(number=decline.number, status=OrderStatus.PENDING).first()
    )
    if order is None:
        return
    message = f"A payment was declined: {decline.message}"[:300]
    last = OrderEvent.objects.filter(order=order).order_by("-id").values_list("message", flat=True).first()
    if last != message:
        history.write(order.pk, "declined", message)
