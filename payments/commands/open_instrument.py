"""Deciding on an instrument, before the provider hears of it: its row id is the idempotency key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.errors import Conflict
from payments.domain.states import InstrumentKind, InstrumentState, PaymentState
from payments.domain.timing import checkout_expiry
from payments.models import Payment, PaymentInstrument


class PaymentOver(Conflict):
    """It was paid or cancelled meanwhile."""

    code = "payment_over"


@dataclass(frozen=True, slots=True)
class OpenInstrument:
    payment_id: UUID
    kind: InstrumentKind
    expires_at: datetime
    owner: str = ""


@dataclass(frozen=True, slots=True)
class OpenedInstrument:
    """`is_known`: the provider has it and we know its id; then `url` or `client_secret` is filled. `owner` is whose
    saved cards it offers."""

    id: UUID
    is_known: bool
    url: str
    client_secret: str
    expires_at: datetime
    owner: str


@command
def open_instrument(asked: OpenInstrument) -> OpenedInstrument:
    """The unfinished instrument of this kind, made if need be. Raises `PaymentOver`.

    The payment's row is locked, so that none is opened while the payment is being cancelled.
    """
    payment = Payment.objects.select_for_update().get(pk=asked.payment_id)
    if payment.state != PaymentState.OPEN:
        raise PaymentOver("This was paid or cancelled meanwhile. Reload the page to see how it stands.")
    instrument = PaymentInstrument.objects.unfinished().filter(payment=payment, kind=asked.kind).first()
    if instrument is None:
        instrument = PaymentInstrument.objects.create(
            payment=payment,
            kind=asked.kind,
            expires_at=checkout_expiry(asked.expires_at, timezone.now()),
            owner=asked.owner,
        )
    return OpenedInstrument(
        instrument.pk,
        instrument.state == InstrumentState.OPEN,
        instrument.url,
        instrument.client_secret,
        instrument.expires_at,
        instrument.owner,
    )
