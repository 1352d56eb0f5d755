"""A refund made in the provider's dashboard enters the ledger."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from django.db.models import F, Q
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.outbox import record
from payments.domain.events import RefundSucceeded
from payments.domain.gateway import GatewayRefund, RefundStatus
from payments.domain.states import RefundState
from payments.models import Payment, Refund

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class AdoptRefund:
    payment_id: UUID
    made: GatewayRefund


@command
def adopt_refund(asked: AdoptRefund) -> bool:
    """Whether it was news. One that does not fit the ledger raises the payment's alarm instead."""
    made = asked.made
    payment = Payment.objects.select_for_update().get(pk=asked.payment_id)
    known = Refund.objects.filter(payment=payment).filter(
        Q(provider_id=made.id) | Q(intent=made.intent, is_surplus=True)
    )
    if made.status == RefundStatus.FAILED or known.exists():
        return False
    row = Payment.objects.filter(pk=payment.pk)
    fits = row.filter(charged_intent=made.intent, captured__gte=F("refunded") + made.amount)
    if not fits.update(refunded=F("refunded") + made.amount):
        row.update(alarm=f"{made.id}, made at Stripe, does not fit what is left to refund."[:200])
        logger.error("a refund made elsewhere does not fit", payment=str(payment.pk), refund=made.id)
        return False
    succeeded = made.status == RefundStatus.SUCCEEDED
    refund = Refund.objects.create(
        payment=payment,
        key=f"stripe:{made.id}"[:80],
        intent=made.intent,
        amount=made.amount,
        reason="Made in Stripe's dashboard.",
        state=RefundState.SUCCEEDED if succeeded else RefundState.REQUESTED,
        provider_id=made.id,
        finished_at=timezone.now() if succeeded else None,
    )
    if succeeded:
        record(RefundSucceeded(reference=payment.reference, key=refund.key, amount=refund.amount))
    return True
