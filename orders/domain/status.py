"""The life of an order, as data. Stored as text, never by ordinal."""

from collections.abc import Mapping
from enum import StrEnum

from electricityshop.errors import Conflict


class OrderStatus(StrEnum):
    PENDING = "pending"
    """Placed, stock held, not paid."""
    PAID = "paid"
    """Paid, finalization under way."""
    CONFIRMED = "confirmed"
    """Finalized: paid for and the stock taken."""
    PROCESSING = "processing"
    """Being picked and packed; part of it may have left."""
    SHIPPED = "shipped"
    """Every piece has left."""
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    """Called off by the customer, by staff, or by the shop when the goods were gone after all."""
    REFUNDED = "refunded"
    FAILED = "failed"
    """Not paid in time."""


TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.PENDING: frozenset({OrderStatus.PAID, OrderStatus.CANCELLED, OrderStatus.FAILED}),
    OrderStatus.PAID: frozenset({OrderStatus.CONFIRMED, OrderStatus.CANCELLED}),
    OrderStatus.CONFIRMED: frozenset(
        {OrderStatus.PROCESSING, OrderStatus.SHIPPED, OrderStatus.CANCELLED, OrderStatus.REFUNDED}
    ),
    OrderStatus.PROCESSING: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED, OrderStatus.REFUNDED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.DELIVERED, OrderStatus.REFUNDED}),
    OrderStatus.DELIVERED: frozenset({OrderStatus.REFUNDED}),
    OrderStatus.CANCELLED: frozenset(),
    OrderStatus.REFUNDED: frozenset(),
    OrderStatus.FAILED: frozenset(),
}


class IllegalTransition(Conflict):
    code = "illegal_transition"


def require_transition(current: OrderStatus, to: OrderStatus) -> None:
    """Raise `IllegalTransition` unless an order may go from `current` to `to`."""
    if to not in TRANSITIONS[current]:
        raise IllegalTransition(f"An order that is {current.value} cannot become {to.value}.")


def allows(current: OrderStatus, to: OrderStatus) -> bool:
    return to in TRANSITIONS[current]
