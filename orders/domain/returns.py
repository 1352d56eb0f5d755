"""The life of a return, as data, and until when one may be asked for."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from orders.domain.status import IllegalTransition, OrderStatus


class ReturnStatus(StrEnum):
    REQUESTED = "requested"
    """Asked for; the articles are with the customer, or on their way."""
    RECEIVED = "received"
    """The articles are here, back on the shelf or scrapped."""
    REFUNDED = "refunded"
    """Closed: the money was sent on its way."""
    REJECTED = "rejected"
    """Closed: it was not taken back."""


TRANSITIONS: Mapping[ReturnStatus, frozenset[ReturnStatus]] = {
    ReturnStatus.REQUESTED: frozenset({ReturnStatus.RECEIVED, ReturnStatus.REJECTED}),
    ReturnStatus.RECEIVED: frozenset({ReturnStatus.REFUNDED}),
    ReturnStatus.REFUNDED: frozenset(),
    ReturnStatus.REJECTED: frozenset(),
}


class ReturnReason(StrEnum):
    UNWANTED = "unwanted"
    WRONG = "wrong"
    FAULTY = "faulty"
    DAMAGED = "damaged"
    DIFFERENT = "different"
    LATE = "late"
    OTHER = "other"


REASONS: Mapping[ReturnReason, str] = {
    ReturnReason.UNWANTED: "I do not need it after all",
    ReturnReason.WRONG: "You sent another article",
    ReturnReason.FAULTY: "It does not work",
    ReturnReason.DAMAGED: "It arrived damaged",
    ReturnReason.DIFFERENT: "It is not as described",
    ReturnReason.LATE: "It came too late",
    ReturnReason.OTHER: "Another reason",
}
"""As customers read and choose them."""

RETURNABLE = frozenset({OrderStatus.PROCESSING, OrderStatus.SHIPPED, OrderStatus.DELIVERED})
"""Something has left, and its money has not all gone back."""


def require_return_transition(current: ReturnStatus, to: ReturnStatus) -> None:
    """Raise `IllegalTransition` unless a return may go from `current` to `to`."""
    if to not in TRANSITIONS[current]:
        raise IllegalTransition(f"A return that is {current.value} cannot become {to.value}.")


def return_deadline(shipped_at: datetime, delivered_at: datetime | None, days: int) -> datetime:
    """Until when articles may be sent back: `days` after they arrived, or after the last parcel left."""
    return (delivered_at or shipped_at) + timedelta(days=days)
