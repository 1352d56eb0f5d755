"""A charge succeeded: it pays the payment, once; a second one goes back to the customer."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

import structlog
from django.db.models import Q
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.outbox import record
from payments.domain.events import PaymentSucceeded
from payments.domain.gateway import Intent, IntentStatus
from payments.domain.matching import Asked, mismatch
from payments.domain.states import InstrumentState, PaymentState
from payments.models import Payment, PaymentInstrument
from payments.queries.payment_for import as_uuid
from payments.surplus import give_back

logger = structlog.get_logger(__name__)


class NotCharged(ValueError):
    """Only a charge that succeeded settles anything."""


class Settlement(StrEnum):
    SETTLED = "settled"
    KNOWN = "settled before"
    SURPLUS = "surplus, given back"
    MISMATCH = "does not match, staff must look"


@dataclass(frozen=True, slots=True)
class SettlePayment:
    payment_id: UUID
    charge: Intent

    def __post_init__(self) -> None:
        if self.charge.status != IntentStatus.SUCCEEDED:
            raise NotCharged(self.charge.id)


@command
def settle_payment(asked: SettlePayment) -> Settlement:
    """What became of the charge; safe to repeat.

    The first to turn `open` into `succeeded` wins. A charge that does not match is recorded and never settles.
    """
    charge = asked.charge
    row = Payment.objects.filter(pk=asked.payment_id)
    payment = row.get()
    wrong = mismatch(Asked(payment.reference, payment.amount, payment.currency), charge)
    if wrong:
        row.update(alarm=wrong[:200])
        logger.error("a charge does not match its payment", payment=str(payment.pk), intent=charge.id)
        return Settlement.MISMATCH
    won = row.filter(state=PaymentState.OPEN).update(
        state=PaymentState.SUCCEEDED,
        captured=charge.received,
        charged_intent=charge.id,
        succeeded_at=timezone.now(),
        failure="",
    )
    _finish_instruments(payment, charge, won=bool(won))
    if won:
        record(
            PaymentSucceeded(reference=payment.reference, amount=charge.received, currency=charge.currency)
        )
        return Settlement.SETTLED
    if row.filter(charged_intent=charge.id).exists():
        return Settlement.KNOWN
    if give_back(payment.pk, charge.id, charge.received, key=f"surplus:{charge.id}"):
        logger.warning("a surplus charge goes back", payment=str(payment.pk), intent=charge.id)
    return Settlement.SURPLUS


def _finish_instruments(payment: Payment, charge: Intent, *, won: bool) -> None:
    unfinished = PaymentInstrument.objects.unfinished().filter(payment=payment)
    charged = Q(provider_id=charge.id)
    if instrument := as_uuid(charge.marks.instrument):
        charged |= Q(pk=instrument)
    unfinished.filter(charged).update(state=InstrumentState.SUCCEEDED)
    if won:
        unfinished.filter(state=InstrumentState.CREATING).update(state=InstrumentState.CLOSED)
