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
    SHIPPED = "shipped"
    DELIVERED = "delivered"
    CANCELLED = "cancelled"
    REFUNDED = "refunded"


TRANSITIONS: Mapping[OrderStatus, frozenset[OrderStatus]] = {
    OrderStatus.PENDING: frozenset({OrderStatus.PAID, OrderStatus.CANCELLED}),
    OrderStatus.PAID: frozenset({OrderStatus.CONFIRMED, OrderStatus.CANCELLED}),
    OrderStatus.CONFIRMED: frozenset({OrderStatus.SHIPPED, OrderStatus.CANCELLED, OrderStatus.REFUNDED}),
    OrderStatus.SHIPPED: frozenset({OrderStatus.DELIVERED, OrderStatus.REFUNDED}),
    OrderStatus.DELIVERED: frozenset({OrderStatus.REFUNDED}),
    OrderStatus.CANCELLED: frozenset(),
    OrderStatus.REFUNDED: frozenset(),
}


class IllegalTransition(Conflict):
    code = "illegal_transition"


def require_transition(current: OrderStatus, to: OrderStatus) -> None:
    """Raise `IllegalTransition` unless an order may go from `current` to `to`."""
    if to not in TRANSITIONS[current]:
        raise IllegalTransition(f"An order that is {current.value} cannot become {to.value}.")


def allows(current: OrderStatus, to: OrderStatus) -> bool:
    return to in TRANSITIONS[current]
