"""What each event handler of the orders would still bring about."""

from typing import Any

from electricityshop.jobs.effects import Effect, effects_of
from electricityshop.money import Money
from orders.domain.status import OrderStatus
from orders.models import Order, OrderEvent
from orders.queries.finalization_effects import finalization_effects
from payments.queries.payment_of import NoPayment, payment_of


@effects_of("orders.handlers.finalize_paid_order")
def paid_order_effects(*, reference: str, **_: Any) -> tuple[Effect, ...]:
    """The steps of finalization, or the money back when the order was called off before it was paid."""
    row = Order.objects.filter(number=reference).values_list("pk", "status").first()
    if row is None:
        return ()
    order_id, status = row
    if status in {OrderStatus.CANCELLED, OrderStatus.FAILED}:
        return _money_back(reference)
    return finalization_effects(order_id=order_id)


@effects_of("orders.handlers.send_money_back")
@effects_of("orders.handlers.close_late_payment")
def cancelled_order_effects(*, number: str, **_: Any) -> tuple[Effect, ...]:
    return _money_back(number)


@effects_of("orders.handlers.write_decline_down")
def decline_effects(*, reference: str, message: str, **_: Any) -> tuple[Effect, ...]:
    order = Order.objects.filter(number=reference).values_list("pk", "status").first()
    if order is None:
        return ()
    written = OrderEvent.objects.filter(order=order[0], kind="declined", message__endswith=message[:200])
    is_over = order[1] != OrderStatus.PENDING
    return (Effect(f"write the decline into order {reference}", is_over or written.exists()),)


@effects_of("orders.handlers.write_refund_down")
def refund_effects(*, reference: str, key: str, **_: Any) -> tuple[Effect, ...]:
    """Written down and the mail owed in one transaction: the line in the history tells."""
    order_id = Order.objects.filter(number=reference).values_list("pk", flat=True).first()
    if order_id is None:
        return ()
    is_written = OrderEvent.objects.filter(order=order_id, kind="refunded", actor=key).exists()
    return (Effect(f"write the refund into order {reference} and owe its mail", is_written),)


@effects_of("orders.handlers.write_refund_failure_down")
def refund_failure_effects(*, reference: str, message: str, **_: Any) -> tuple[Effect, ...]:
    order_id = Order.objects.filter(number=reference).values_list("pk", flat=True).first()
    if order_id is None:
        return ()
    written = OrderEvent.objects.filter(order=order_id, kind="refund_failed", message__endswith=message[:200])
    return (Effect(f"write the failed refund into order {reference}", written.exists()),)


@effects_of("orders.handlers.write_dispute_down")
def dispute_effects(*, reference: str, dispute: str, **_: Any) -> tuple[Effect, ...]:
    return _dispute_line(reference, dispute, "disputed", f"write the dispute into order {reference}")


@effects_of("orders.handlers.write_end_of_dispute_down")
def end_of_dispute_effects(*, reference: str, dispute: str, **_: Any) -> tuple[Effect, ...]:
    text = f"write the end of the dispute into order {reference}"
    return _dispute_line(reference, dispute, "dispute_closed", text)


@effects_of("orders.handlers.pay_for_return")
def return_effects(*, number: str, return_number: str, amount: int, **_: Any) -> tuple[Effect, ...]:
    """The refund is a row of payments; one that was refused is written into the history instead."""
    row = Order.objects.filter(number=number).values_list("pk", "currency").first()
    if row is None:
        return ()
    order_id, currency = row
    is_requested = any(
        refund.key == f"{number}:return:{return_number}" for refund in payment_of(number).refunds
    )
    refused = OrderEvent.objects.filter(
        order=order_id, kind="refund_failed", message__contains=f"Return {return_number}:"
    )
    text = f"send {Money(amount, currency)} back for return {return_number}"
    return (Effect(text, is_requested or refused.exists()),)


def _dispute_line(reference: str, dispute: str, kind: str, text: str) -> tuple[Effect, ...]:
    order_id = Order.objects.filter(number=reference).values_list("pk", flat=True).first()
    if order_id is None:
        return ()
    written = OrderEvent.objects.filter(
        order=order_id, kind=kind, message__startswith=f"The dispute {dispute} "
    )
    return (Effect(text, written.exists()),)


def _money_back(number: str) -> tuple[Effect, ...]:
    try:
        payment = payment_of(number)
    except NoPayment:
        return ()
    money = Money(payment.captured, payment.currency)
    is_requested = sum(refund.amount for refund in payment.refunds if not refund.is_surplus)
    return (
        Effect(f"close what order {number} could still be paid with", not payment.checkout_url),
        Effect(f"send {money} back for order {number}", is_requested >= payment.captured),
    )
