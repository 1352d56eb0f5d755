"""A customer disputes the payment with the bank: the order's history says so, to staff alone."""

from dataclasses import dataclass

from electricityshop.commands import command
from electricityshop.money import Money
from orders import history
from orders.models import Order, OrderEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteDispute:
    """`amount` in minor units; `outcome` is empty while the dispute is open."""

    number: str
    dispute: str
    amount: int
    outcome: str = ""


@command
def note_dispute(told: NoteDispute) -> None:
    """One line when it opens and one when it ends, however often it is told."""
    order = Order.objects.select_for_update().filter(number=told.number).first()
    if order is None:
        return
    kind, what = ("dispute_closed", told.outcome) if told.outcome else ("disputed", "opened")
    message = f"The dispute {told.dispute} about {Money(told.amount, order.currency)}: {what}."
    if not OrderEvent.objects.filter(order=order, kind=kind, message=message).exists():
        history.write(order.pk, kind, message, is_public=False)
