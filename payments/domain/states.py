"""The states of a payment, of its instruments and of a refund, as data."""

from enum import StrEnum


class PaymentState(StrEnum):
    OPEN = "open"
    SUCCEEDED = "succeeded"
    CANCELLED = "cancelled"


class InstrumentKind(StrEnum):
    CHECKOUT = "checkout"
    """Stripe Checkout: the hosted page (web)."""
    INTENT = "intent"
    """A PaymentIntent confirmed by the client itself (mobile)."""


class InstrumentState(StrEnum):
    CREATING = "creating"
    OPEN = "open"
    SUCCEEDED = "succeeded"
    CLOSED = "closed"


class RefundState(StrEnum):
    REQUESTED = "requested"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


GIVEN_UP = "given up"
"""How the outcome of a webhook event begins that nobody processes any more."""
