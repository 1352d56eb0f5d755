"""Money back: for a cancelled order all of it, from the admin any part."""

from orders.queries.work import cancelled
from payments.closing import close_payment
from payments.queries.payment_of import NoPayment, payment_of
from payments.refunding import RefundPayment, refund_payment


def settle_cancelled(number: str) -> None:
    """Close what could still be paid for a cancelled order, and send back what was. Safe to repeat."""
    if not cancelled(number):
        return
    try:
        close_payment(number)
        payment = payment_of(number)
    except NoPayment:
        return
    if payment.captured > payment.refunded:
        refund_payment(
            RefundPayment(
                reference=number, key=f"{number}:cancelled", reason="Order cancelled", requested_by="shop"
            )
        )


def refund_order(number: str, *, amount: int | None, key: str, reason: str, actor: str) -> None:
    """Send `amount` minor units back (None: all that is left). `key` makes asking twice one refund."""
    refund_payment(
        RefundPayment(
            reference=number, key=f"{number}:{key}", amount=amount, reason=reason, requested_by=actor
        )
    )
