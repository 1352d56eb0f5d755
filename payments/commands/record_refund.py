"""Recording how a refund stands with the provider."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import F
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.outbox import record
from payments.domain.events import RefundFailed, RefundSucceeded
from payments.domain.gateway import RefundStatus
from payments.domain.states import RefundState
from payments.models import Payment, Refund

logger = structlog.get_logger(__name__)

PENDING_PAUSE = timedelta(hours=1)
"""Some banks take days; the webhook tells, this is for the one that gets lost."""


@dataclass(frozen=True, slots=True)
class RecordRefund:
    """`failure` is shown to staff."""

    refund_id: UUID
    status: RefundStatus
    provider_id: str = ""
    failure: str = ""


@command
def record_refund(told: RecordRefund) -> bool:
    """Whether it was news. One that succeeded may still fail later; then its amount can be refunded again."""
    row = Refund.objects.filter(pk=told.refund_id)
    if told.provider_id:
        row.filter(provider_id="").update(provider_id=told.provider_id)
    if told.status == RefundStatus.PENDING:
        pause = timezone.now() + PENDING_PAUSE
        return bool(row.filter(state=RefundState.REQUESTED).update(next_attempt_at=pause))
    if told.status == RefundStatus.SUCCEEDED:
        return _succeeded(told)
    return _failed(told)


def _succeeded(told: RecordRefund) -> bool:
    row = Refund.objects.filter(pk=told.refund_id, state=RefundState.REQUESTED)
    if not row.update(state=RefundState.SUCCEEDED, finished_at=timezone.now(), failure=""):
        return False
    refund = Refund.objects.select_related("payment").get(pk=told.refund_id)
    if not refund.is_surplus:
        reference = refund.payment.reference
        record(RefundSucceeded(reference=reference, key=refund.key, amount=refund.amount))
    return True


def _failed(told: RecordRefund) -> bool:
    failure = told.failure[:300] or "The provider could not refund this."
    row = Refund.objects.filter(pk=told.refund_id).exclude(state=RefundState.FAILED)
    if not row.update(state=RefundState.FAILED, finished_at=timezone.now(), failure=failure):
        return False
    refund = Refund.objects.select_related("payment").get(pk=told.refund_id)
    payment = Payment.objects.filter(pk=refund.payment_id)
    if refund.is_surplus:
        payment.update(alarm=f"The surplus charge {refund.intent} could not be given back."[:200])
        logger.error("a surplus charge could not be given back", refund=str(refund.pk))
        return True
    payment.update(refunded=F("refunded") - refund.amount)
    record(RefundFailed(reference=refund.payment.reference, key=refund.key, message=failure))
    return True
