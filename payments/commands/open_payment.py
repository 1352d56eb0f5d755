"""Opening a payment: an amount asked for a reference, and the instruments it is to be paid with."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.utils import timezone

from electricityshop.attempts.limits import Limit
from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from electricityshop.plain_sql import insert
from payments.domain.states import InstrumentKind, PaymentState
from payments.domain.timing import FIRST_CHECK
from payments.instruments import OpenedInstrument, unfinished
from payments.models import Payment

LARGEST_AMOUNT = 99_999_999
"""Stripe takes eight digits."""
CURRENCY = re.compile(r"[A-Z]{3}", re.ASCII)

_UNPAID = {
    "state": PaymentState.OPEN.value, "captured": 0, "refunded": 0, "charged_intent": "", "failure": "", "alarm": "",
}  # fmt: skip


class BadPayment(InvalidInput):
    code = "bad_payment"


class PaymentDiffers(Conflict):
    code = "payment_differs"


@dataclass(frozen=True, slots=True)
class OpenPayment:
    """`amount` in minor units. Raises `BadPayment` on construction.

    `kinds` are opened with it, while it is open; they live until about `expires_at`, and new ones offer the saved
    cards of `owner`. Opening any is an attempt, counted towards `limits`.
    """

    reference: str
    amount: int
    currency: str
    email: str
    kinds: tuple[InstrumentKind, ...] = ()
    expires_at: datetime | None = None
    owner: str = ""
    limits: tuple[Limit, ...] = ()

    def __post_init__(self) -> None:
        if not (0 < len(self.reference) <= 40 and self.reference.isprintable()):
            raise BadPayment("A payment needs a reference of at most 40 characters.")
        if not 1 <= self.amount <= LARGEST_AMOUNT:
            raise BadPayment("This amount cannot be paid by card.", fields={"amount": "Out of range."})
        if not CURRENCY.fullmatch(self.currency):
            raise BadPayment("A currency is three capital letters.", fields={"currency": "Not a currency."})
        if "@" not in self.email or len(self.email) > 254:
            raise BadPayment("Give an e-mail address.", fields={"email": "Not an e-mail address."})


@dataclass(frozen=True, slots=True)
class OpenedPayment:
    id: UUID
    state: PaymentState
    instruments: tuple[OpenedInstrument, ...]
    """One of each kind asked for; none when the payment is over."""


@command
def open_payment(asked: OpenPayment) -> OpenedPayment:
    """The payment of the reference, made if need be. Raises `PaymentDiffers` when it asks another amount,
    `TooManyAttempts`.

    Its row is locked, so that no instrument is opened while the payment is being cancelled.
    """
    now = timezone.now()
    row = {
        "id": uuid4(),
        "reference": asked.reference,
        "amount": asked.amount,
        "currency": asked.currency,
        "email": asked.email,
        "created_at": now,
        "next_check_at": now + FIRST_CHECK,
    }
    is_new = bool(insert("payments_payment", [row | _UNPAID], more="ON CONFLICT DO NOTHING RETURNING id"))
    payment = (
        Payment(**row, **_UNPAID)
        if is_new  # nobody else sees it before this command ends
        else Payment.objects.select_for_update().get(reference=asked.reference)
    )
    if (payment.amount, payment.currency) != (asked.amount, asked.currency):
        raise PaymentDiffers("A payment of another amount was started for this. Please start again.")
    instruments = (
        unfinished(payment, asked.kinds, asked.expires_at, asked.owner, limits=asked.limits, is_new=is_new)
        if payment.state == PaymentState.OPEN and asked.expires_at
        else ()
    )
    return OpenedPayment(payment.pk, PaymentState(payment.state), instruments)
