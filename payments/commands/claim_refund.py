"""Taking a requested refund to ask the provider about it."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from django.db.models import F
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.retries import PAYMENT
from payments.models import Refund

LEASE = timedelta(seconds=30)
"""Longer than asking takes at worst."""

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ClaimRefund:
    refund_id: UUID


@dataclass(frozen=True, slots=True)
class ClaimedRefund:
    """`provider_id` is empty until the provider has answered once."""

    id: UUID
    intent: str
    amount: int
    provider_id: str


@command
def claim_refund(asked: ClaimRefund) -> ClaimedRefund | None:
    """The refund, if it was due; its next turn is set already, in case this one comes to nothing.

    After the policy's last attempt nobody asks again by himself: a webhook may still settle it, or staff.
    """
    now = timezone.now()
    due = Refund.objects.to_send(now).filter(pk=asked.refund_id)
    refund = due.first()
    if refund is None:
        return None
    later = now + max(LEASE, PAYMENT.pause(refund.attempts + 1))
    taken = due.order_by().update(attempts=F("attempts") + 1, next_attempt_at=later)
    if not taken:
        return None
    if PAYMENT.is_spent(refund.attempts + 1):
        logger.error("a refund is asked about for the last time", refund=str(refund.pk))
    return ClaimedRefund(refund.pk, refund.intent, refund.amount, refund.provider_id)
