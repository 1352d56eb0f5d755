"""Deciding on an instrument, before the provider hears of it: its row id is the idempotency key."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from electricityshop.attempts.limits import Limit
from electricityshop.commands import command
from electricityshop.errors import Conflict
from payments.domain.states import InstrumentKind, PaymentState
from payments.instruments import OpenedInstrument, unfinished
from payments.models import Payment


class PaymentOver(Conflict):
    """It was paid or cancelled meanwhile."""

    code = "payment_over"


@dataclass(frozen=True, slots=True)
class OpenInstrument:
    payment_id: UUID
    kind: InstrumentKind
    expires_at: datetime
    owner: str = ""
    limits: tuple[Limit, ...] = ()


@command
def open_instrument(asked: OpenInstrument) -> OpenedInstrument:
    """The unfinished instrument of this kind, made if need be. Raises `PaymentOver`, `TooManyAttempts`.

    The payment's row is locked, so that none is opened while the payment is being cancelled.
    """
    payment = Payment.objects.select_for_update().get(pk=asked.payment_id)
    if payment.state != PaymentState.OPEN:
        raise PaymentOver("This was paid or cancelled meanwhile. Reload the page to see how it stands.")
    return unfinished(payment, [asked.kind], asked.expires_at, asked.owner, limits=asked.limits)[0]
