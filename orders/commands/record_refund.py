"""Money went back (or could not): the order says so."""

from dataclasses import dataclass

from electricityshop.commands import command
from electricityshop.money import Money
from orders import cancelling, documents, history, mails
from orders.domain.status import OrderStatus, allows
from orders.models import Order, OrderEvent, OrderMail


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordRefund:
    """One refund of the order's payment; `refunded` is all that went back so far, minor units."""

    number: str
    key: str
    amount: int
    refunded: int


@command
def record_refund(refund: RecordRefund) -> None:
    """Write it down, tell the customer and credit the invoice, once per refund key."""
    order = Order.objects.select_for_update().filter(number=refund.number).first()
    if order is None or OrderEvent.objects.filter(order=order, kind="refunded", actor=refund.key).exists():
        return
    order.refunded = min(refund.refunded, order.total)
    order.save(update_fields=["refunded"])
    money = Money(refund.amount, order.currency)
    history.write(order.pk, "refunded", f"{money} went back to you.", actor=refund.key)
    if order.refunded == order.total and allows(OrderStatus(order.status), OrderStatus.REFUNDED):
        cancelling.close_refunded(order)  # one that is not confirmed yet becomes it in its last step
    key = refund.key[-60:]
    mails.owe(order, OrderMail.Kind.REFUNDED, key=key)
    documents.issue_credit_note(order, key=key, amount=refund.amount)
