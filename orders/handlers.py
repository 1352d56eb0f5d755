"""What orders do when something happened elsewhere. Each may run twice."""

from electricityshop.events.subscriptions import subscribe
from orders.commands.note_decline import NoteDecline, note_decline
from orders.commands.note_dispute import NoteDispute, note_dispute
from orders.commands.open_finalization import OpenFinalization, open_finalization
from orders.commands.record_refund import RecordRefund, record_refund
from orders.commands.record_refund_failure import RecordRefundFailure, record_refund_failure
from orders.domain.events import OrderCancelled, OrderFailed, ReturnRefunded
from orders.refunding import refund_return, settle_cancelled
from payments.domain.events import (
    DisputeClosed,
    PaymentDeclined,
    PaymentDisputed,
    PaymentSucceeded,
    RefundFailed,
    RefundSucceeded,
)
from payments.queries.payment_of import payment_of


@subscribe(PaymentSucceeded)
def finalize_paid_order(event: PaymentSucceeded) -> None:
    open_finalization(OpenFinalization(number=event.reference))
    settle_cancelled(event.reference)  # it may have been called off before the money came


@subscribe(PaymentDeclined)
def write_decline_down(event: PaymentDeclined) -> None:
    note_decline(NoteDecline(number=event.reference, message=event.message))


@subscribe(RefundSucceeded)
def write_refund_down(event: RefundSucceeded) -> None:
    refunded = payment_of(event.reference).refunded
    record_refund(RecordRefund(number=event.reference, key=event.key, amount=event.amount, refunded=refunded))


@subscribe(RefundFailed)
def write_refund_failure_down(event: RefundFailed) -> None:
    refunded = payment_of(event.reference).refunded
    record_refund_failure(
        RecordRefundFailure(number=event.reference, message=event.message, refunded=refunded)
    )


@subscribe(PaymentDisputed)
def write_dispute_down(event: PaymentDisputed) -> None:
    note_dispute(NoteDispute(number=event.reference, dispute=event.dispute, amount=event.amount))


@subscribe(DisputeClosed)
def write_end_of_dispute_down(event: DisputeClosed) -> None:
    note_dispute(
        NoteDispute(number=event.reference, dispute=event.dispute, amount=event.amount, outcome=event.outcome)
    )


@subscribe(OrderCancelled)
def send_money_back(event: OrderCancelled) -> None:
    settle_cancelled(event.number)


@subscribe(OrderFailed)
def close_late_payment(event: OrderFailed) -> None:
    settle_cancelled(event.number)


@subscribe(ReturnRefunded)
def pay_for_return(event: ReturnRefunded) -> None:
    refund_return(event.number, event.return_number, event.amount)
