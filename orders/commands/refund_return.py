"""A return is closed: what came back is worth money."""

from dataclasses import dataclass

from django.db.models import F, Sum

from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from electricityshop.events.outbox import record
from electricityshop.money import Money
from orders import history
from orders.domain.events import ReturnRefunded
from orders.domain.returns import ReturnStatus, require_return_transition
from orders.models import Return, ReturnLine
from orders.transitions import locked_return, move_return
from payments.queries.payment_of import payment_of


class BadReturnRefund(InvalidInput):
    code = "bad_return_refund"


class ShippingRefunded(Conflict):
    code = "shipping_refunded"


class TooMuch(Conflict):
    """More than what came back is worth, or than is left of the payment."""

    code = "too_much"


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundReturn:
    """`amount` in minor units; None is all that came back is worth, 0 closes the return without money."""

    return_id: int
    actor: str
    with_shipping: bool = False
    amount: int | None = None

    def __post_init__(self) -> None:
        if self.amount is not None and self.amount < 0:
            raise BadReturnRefund("Refund nothing or more.", fields={"amount": "Not below 0."})


@command
def refund_return(refund: RefundReturn) -> None:
    """Owe the money; it is sent after the commit. Twice is refused.

    Raises `IllegalTransition`, `ShippingRefunded`, `TooMuch`, `NoPayment`.
    """
    returned = locked_return(refund.return_id)
    require_return_transition(ReturnStatus(returned.status), ReturnStatus.REFUNDED)
    order = returned.order
    amount = _amount(returned, refund)
    move_return(returned, ReturnStatus.REFUNDED, refund=amount, with_shipping=refund.with_shipping)
    message = f"Return {returned.number} is settled: {Money(amount, order.currency)}."
    history.write(order.pk, "return_refunded", message, actor=refund.actor)
    if amount:
        record(
            ReturnRefunded(
                order_id=order.pk, number=order.number, return_number=returned.number, amount=amount
            )
        )


def _amount(returned: Return, refund: RefundReturn) -> int:
    worth = _worth(returned)
    if refund.with_shipping:
        if Return.objects.filter(order=returned.order, with_shipping=True).exclude(pk=returned.pk).exists():
            raise ShippingRefunded("The shipping was refunded with another return.")
        worth += returned.order.shipping_total
    amount = worth if refund.amount is None else refund.amount
    most = min(worth, payment_of(returned.order.number).refundable) if amount else 0
    if amount > most:
        money = Money(most, returned.order.currency)
        raise TooMuch(f"At most {money} can be refunded here.", fields={"amount": f"At most {money}."})
    return amount


def _worth(returned: Return) -> int:
    """What the customer paid for the pieces that came."""
    came = F("restocked") + F("scrapped")
    lines = ReturnLine.objects.filter(order_return=returned)
    return int(lines.aggregate(worth=Sum(came * F("order_line__unit_price"), default=0))["worth"])
