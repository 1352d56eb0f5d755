"""Rows of what happened to past orders: their finalization steps, their history, the mails they caused."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from electricityshop.money import Money
from electricityshop.plain_sql import SqlRow
from orders.demo.order_rows import CANCEL_REASON, CARRIER, Numbered
from orders.domain.status import OrderStatus
from orders.domain.steps import STEPS, StepState

STEP = ("order_id", "name", "position", "state", "attempts", "completed_at", "error")
EVENT = ("order_id", "kind", "message", "actor", "is_public", "at")
MAIL = ("order_id", "kind", "key", "message_id", "attempts", "due_at", "sent_at", "error")

_STAFF = "generated staff"
_MAIL_TIME = timedelta(seconds=2)


def step_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    for one in numbered:
        paid, confirmed = one.order.times.paid_at, one.order.times.confirmed_at
        for position, step in enumerate(STEPS):
            if paid and confirmed:
                done = paid + (confirmed - paid) / 3 * (position + 1)  # the third one confirms it
                yield one.id, step.value, position, StepState.DONE.value, 1, done, ""
            else:
                yield one.id, step.value, position, StepState.SKIPPED.value, 0, None, ""


def event_rows(numbered: Sequence[Numbered]) -> Iterator[SqlRow]:
    """As the shop's commands write them, oldest first."""
    for one in numbered:
        for kind, message, actor, at in _events(one):
            if at:
                yield one.id, kind, message, actor, True, at


def _events(one: Numbered) -> tuple[tuple[str, str, str, datetime | None], ...]:
    times = one.order.times
    is_cancelled = times.status is OrderStatus.CANCELLED
    money = Money(one.order.totals.total, one.currency) if one.is_refunded else ""
    return (
        ("placed", "Order placed; waiting for the payment.", "", times.placed_at),
        ("paid", "Payment received.", "", times.paid_at),
        ("confirmed", "Order confirmed; the goods are being prepared.", "", times.confirmed_at),
        ("processing", "Your order is being packed.", _STAFF, times.processing_at),
        ("shipped", f"Shipped with {CARRIER} {one.tracking_number}.", _STAFF, times.shipped_at),
        ("delivered", "Delivered.", _STAFF, times.delivered_at),
        (
            "cancelled",
            f"Order cancelled: {CANCEL_REASON}",
            "customer",
            times.ended_at if is_cancelled else None,
        ),
        ("failed", "The order was not paid in time.", "shop", None if is_cancelled else times.ended_at),
        ("refunded", f"{money} went back to you.", refund_key(one), times.refunded_at),
    )


def mail_rows(numbered: Sequence[Numbered], domain: str) -> Iterator[SqlRow]:
    """All of them sent at once."""
    for one in numbered:
        for kind, key, at in _mails(one):
            if at:
                suffix = f".{key}" if key else ""
                message_id = f"<{one.order.number}.{kind}{suffix}@{domain}>"
                yield one.id, kind, key, message_id, 1, at, at + _MAIL_TIME, ""


def _mails(one: Numbered) -> tuple[tuple[str, str, datetime | None], ...]:
    times = one.order.times
    is_cancelled = times.status is OrderStatus.CANCELLED
    return (
        ("confirmation", "", times.confirmed_at),
        ("shipped", str(one.shipment_id), times.shipped_at),
        ("cancelled" if is_cancelled else "payment_failed", "", times.ended_at),
        ("refunded", refund_key(one)[-60:], times.refunded_at),
    )


def refund_key(one: Numbered) -> str:
    """As orders called off and refunds by staff name theirs."""
    reason = "cancelled" if one.order.times.status is OrderStatus.CANCELLED else "generated"
    return f"{one.order.number}:{reason}"
