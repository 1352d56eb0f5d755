"""The port to the payment provider: what the shop asks of it, what it answers, and how it fails."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Protocol

from electricityshop.errors import DomainError, InvalidInput, Unavailable
from payments.domain.charges import ChargeList
from payments.domain.disputes import DisputeDesk
from payments.domain.saved_cards import CardVault


class GatewayUnavailable(Unavailable):
    """No answer, or none that can be relied on; whatever was asked may have happened. Worth repeating."""

    code = "payments_unavailable"

    def __init__(self, message: str = "", *, will_repeat_itself: bool = False) -> None:
        super().__init__(
            message or "Payments cannot be taken just now. Nothing was charged; try again in a moment."
        )
        self.will_repeat_itself = will_repeat_itself
        """The provider remembers this failure for the idempotency key: only another key gets further."""


class GatewayRefused(DomainError):
    """The provider understood and said no; asking the same again gives the same answer."""

    code = "payment_refused"
    status: ClassVar[int] = 502

    def __init__(self, reason: str) -> None:
        super().__init__("The payment provider did not accept this. Please contact us.")
        self.reason = reason
        """What the provider said, for staff and logs."""


class BadWebhook(InvalidInput):
    """Not a webhook of ours: unsigned, forged, too old or too new, of another mode or account, or malformed."""

    code = "bad_webhook"


@dataclass(frozen=True, slots=True)
class Line:
    """What the customer sees on the hosted page; `unit_amount` in minor units."""

    name: str
    quantity: int
    unit_amount: int


@dataclass(frozen=True, slots=True)
class Marks:
    """What every object at the provider carries so that it is found again."""

    reference: str
    payment: str
    instrument: str = ""


@dataclass(frozen=True, slots=True)
class NewCheckout:
    """A hosted page to open. `key` makes asking twice the same as asking once; a `customer`'s cards are offered."""

    key: str
    marks: Marks
    currency: str
    lines: tuple[Line, ...]
    email: str
    success_url: str
    cancel_url: str
    expires_at: datetime
    customer: str = ""


@dataclass(frozen=True, slots=True)
class NewIntent:
    """A payment the client confirms by itself, with a card of the `customer`'s or a new one, to `save` if asked."""

    key: str
    marks: Marks
    amount: int
    currency: str
    description: str
    customer: str = ""
    save: bool = False


@dataclass(frozen=True, slots=True)
class NewRefund:
    key: str
    intent: str
    amount: int
    marks: Mapping[str, str]


class CheckoutStatus(StrEnum):
    OPEN = "open"
    COMPLETE = "complete"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Checkout:
    """A hosted page as it stands now. `intent` is empty until the customer tries to pay, and where it saves a card."""

    id: str
    status: CheckoutStatus
    intent: str = ""
    url: str = ""
    is_setup: bool = False


class IntentStatus(StrEnum):
    WAITING = "waiting"
    """For a card, for the customer's bank, or for a confirmation."""
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class Intent:
    """A charge, or an attempt at one, as it stands now. `received` is what was captured, in minor units."""

    id: str
    status: IntentStatus
    received: int
    currency: str
    marks: Marks
    decline: str = ""
    client_secret: str = field(default="", repr=False)


class RefundStatus(StrEnum):
    PENDING = "pending"
    SUCCEEDED = "succeeded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class GatewayRefund:
    """A refund as it stands now. `mark` is the id of our row, empty for one made elsewhere."""

    id: str
    status: RefundStatus
    intent: str
    amount: int
    mark: str = ""
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A webhook event, checked: which object it is about. What the object is like now is asked afterwards."""

    id: str
    type: str
    object: str = ""
    intent: str = ""


class Gateway(CardVault, DisputeDesk, ChargeList, Protocol):
    """Every method raises `GatewayUnavailable` or `GatewayRefused`; none may be called inside a transaction."""

    def create_checkout(self, asked: NewCheckout) -> Checkout: ...

    def create_intent(self, asked: NewIntent) -> Intent: ...

    def retrieve_checkout(self, id: str) -> Checkout: ...

    def retrieve_intent(self, id: str) -> Intent: ...

    def expire_checkout(self, id: str) -> Checkout:
        """Refused unless it is open."""
        ...

    def cancel_intent(self, id: str) -> Intent:
        """Refused once it has succeeded."""
        ...

    def refund(self, asked: NewRefund) -> GatewayRefund: ...

    def retrieve_refund(self, id: str) -> GatewayRefund: ...

    def refunds_of(self, intent: str) -> tuple[GatewayRefund, ...]:
        """The latest hundred."""
        ...

    def parse_webhook(self, body: bytes, signature: str) -> Notice:
        """Raises `BadWebhook`; speaks to nobody."""
        ...
