"""Money back: all of it for an order that was called off, a return's worth, from the admin any part."""

from orders.commands.record_refund_failure import RecordRefundFailure, record_refund_failure
from orders.queries.work import called_off
from payments.closing import close_payment
from payments.ledger import NotRefundable
from payments.queries.payment_of import NoPayment, payment_of
from payments.refunding import RefundPayment, refund_payment


def settle_cancelled(number: str) -> None:
    """Close what could still be paid for an order called off, and send back what was. Safe to repeat."""
    if not called_off(number):
        return
    try:
        close_payment(number)
        payment = payment_of(number)
    except NoPayment:
        return
    if payment.captured > payment.refunded:
        refund_payment(
            RefundPayment(
                reference=number, key=f"{number}:cancelled", reason="Order called off", requested_by="shop"
            )
        )


def refund_order(number: str, *, amount: int | None, key: str, reason: str, actor: str) -> None:
    """Send `amount` minor units back (None: all that is left). `key` makes asking twice one refund."""
    refund_payment(
        RefundPayment(
            reference=number, key=f"{number}:{key}", amount=amount, reason=reason, requested_by=actor
        )
    )


def refund_return(number: str, return_number: str, amount: int) -> None:
    """Send back what a return of the order is worth, once. Safe to repeat.

    When it is more than is left to refund, staff reads so in the order's history.
    """
    key, reason = f"return:{return_number}", f"Return {return_number}"
    try:
        refund_order(number, amount=amount, key=key, reason=reason, actor="shop")
    except NotRefundable as error:
        refunded = payment_of(number).refunded
        message = f"{reason}: {error.message}"
        record_refund_failure(RecordRefundFailure(number=number, message=message, refunded=refunded))
