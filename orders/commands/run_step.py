"""The three finalization steps that only change the database: each claimed, done and completed in one transaction."""

from dataclasses import dataclass

import structlog

from catalog import stock
from electricityshop.commands import command
from electricityshop.events.outbox import record
from electricityshop.plain_sql import fetch
from orders import cancelling, documents, history, mails, steps
from orders.domain.events import OrderConfirmed
from orders.domain.status import OrderStatus
from orders.domain.steps import Step
from orders.models import Order, OrderMail
from orders.transitions import move
from payments.queries.captured import captured

_QUANTITIES = """
SELECT variant_id, quantity FROM orders_orderline WHERE order_id = %s AND variant_id IS NOT NULL
"""

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    order_id: int


@command
def process_payment(run: RunStep) -> bool:
    """Believe the payment only when it covers this order, and mark the order paid. False: not due, or not covered."""
    order = steps.claim(run.order_id, Step.PROCESS_PAYMENT)
    if order is None:
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
    order = steps.claim(run.order_id, Step.UPDATE_INVENTORY)
    if order is None:
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
    order = steps.claim(run.order_id, Step.FINALIZE)
    if order is None:
        return False
    move(order, OrderStatus.CONFIRMED)
    history.write(order.pk, "confirmed", "Order confirmed; the goods are being prepared.")
    mails.owe(order, OrderMail.Kind.CONFIRMATION)
    steps.complete(order.pk, Step.FINALIZE)
    if order.refunded == order.total:  # at Stripe, before this step came to it: nothing may be shipped
        cancelling.close_refunded(order)
    record(OrderConfirmed(order_id=order.pk, number=order.number))
    documents.issue_invoice(order)
    return True


def _quantities(order: Order) -> dict[int, int]:
    """Variant id to how many of it."""
    return dict(fetch(_QUANTITIES, [order.pk]))
