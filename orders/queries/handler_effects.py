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
    """The steps of finalization, or the money back when the order was cancelled before it was paid."""
    row = Order.objects.filter(number=reference).values_list("pk", "status").first()
    if row is None:
        return ()
    order_id, status = row
    if status == OrderStatus.CANCELLED:
        return _money_back(reference)
    return finalization_effects(order_id=order_id)


@effects_of("orders.handlers.send_money_back")
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
