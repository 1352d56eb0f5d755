"""The three finalization steps that only change the database: each claimed, done and completed in one transaction."""

from dataclasses import dataclass

import structlog

from catalog import stock
from electricityshop.commands import command
from electricityshop.events.outbox import record
from orders import cancelling, documents, history, mails, steps
from orders.domain.events import OrderConfirmed
from orders.domain.status import OrderStatus
from orders.domain.steps import Step
from orders.models import Order, OrderLine, OrderMail
from orders.transitions import free_order, move
from payments.queries.captured import captured

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    order_id: int


@command
def process_payment(run: RunStep) -> bool:
    """Believe the payment only when it covers this order, and mark the order paid. False: not due, or not covered."""
    order = free_order(run.order_id)
    if order is None or not steps.claim(order.pk, Step.PROCESS_PAYMENT):
        return False
    payment = captured(order.number)
    if payment.amount < order.total or payment.currency != order.currency:
        logger.error(
            "payment does not cover its order", order=order.pk, captured=payment.amount, total=order.total
        )
        steps.postpone(order.pk, Step.PROCESS_PAYMENT, "The payment does not cover the order.")
        return False
    move(order, OrderStatus.PAID)
    history.write(order.pk, "paid", "Payment received.")
    steps.complete(order.pk, Step.PROCESS_PAYMENT)
    return True


@command
def update_inventory(run: RunStep) -> bool:
    """Take the goods. When they are gone after all, the order is cancelled and its payment goes back."""
    order = free_order(run.order_id)
    if order is None or not steps.claim(order.pk, Step.UPDATE_INVENTORY):
        return False
    try:
        stock.take(order.number, _quantities(order))
    except stock.HoldLost:
        cancelling.cancel(order, reason="An article was no longer available.", actor="shop")
        return False
    steps.complete(order.pk, Step.UPDATE_INVENTORY)
    return True


@command
def finalize(run: RunStep) -> bool:
    """Confirm the order, owe its confirmation mail and invoice it."""
    order = free_order(run.order_id)
    if order is None or not steps.claim(order.pk, Step.FINALIZE):
        return False
    move(order, OrderStatus.CONFIRMED)
    history.write(order.pk, "confirmed", "Order confirmed; the goods are being prepared.")
    mails.owe(order, OrderMail.Kind.CONFIRMATION)
    steps.complete(order.pk, Step.FINALIZE)
    if order.refunded == order.total:  # at Stripe, before this step came to it: nothing may be shipped
        move(order, OrderStatus.REFUNDED)
    record(OrderConfirmed(order_id=order.pk, number=order.number))
    documents.issue_invoice(order)
    return True


def _quantities(order: Order) -> dict[int, int]:
    lines = OrderLine.objects.filter(order=order, variant__isnull=False).values_list("variant_id", "quantity")
    return {variant_id: quantity for variant_id, quantity in lines if variant_id is not None}
