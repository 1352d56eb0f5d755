"""What happened to payments. Heard by whoever owns the reference; nothing personal in them."""

from dataclasses import dataclass

from electricityshop.events.base import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentEvent(Event):
    """Everything that happens to one payment is one aggregate, so that it is told in order."""

    reference: str

    @property
    def aggregate(self) -> str:
        return f"payment:{self.reference}"


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentSucceeded(PaymentEvent):
    """The whole amount (minor units) was captured. Happens once per payment."""

    amount: int
    currency: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDeclined(PaymentEvent):
    """An attempt failed; the customer may try again. `message` is the bank's, fit to be shown."""

    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundSucceeded(PaymentEvent):
    """`amount` (minor units) is on its way back to the customer."""

    key: str
    amount: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundFailed(PaymentEvent):
    """The refund did not go through; its amount can be refunded again."""

    key: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentDisputed(PaymentEvent):
    """The customer asked the bank for `amount` (minor units) back. Happens once per dispute."""

    dispute: str
    amount: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeClosed(PaymentEvent):
    """A dispute is over; `outcome` is the provider's word, such as `won` or `lost`."""

    dispute: str
    amount: int
    outcome: str
