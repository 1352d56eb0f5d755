"""Taking a stored webhook event to process it; nobody else has it until the lease ends."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.leases import LEASE
from payments.domain.gateway import Notice
from payments.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class ClaimWebhook:
    event_id: str


@dataclass(frozen=True, slots=True)
class ClaimedWebhook:
    """`attempts` counts this one."""

    notice: Notice
    attempts: int


@command
def claim_webhook(asked: ClaimWebhook) -> ClaimedWebhook | None:
    """None: it is processed, somebody has it, or its turn has not come."""
    now = timezone.now()
    due = WebhookEvent.objects.due(now).filter(pk=asked.event_id)
    if not due.order_by().update(attempts=F("attempts") + 1, next_attempt_at=now + LEASE):
        return None
    event = WebhookEvent.objects.get(pk=asked.event_id)
    notice = Notice(event.id, event.type, event.payload.get("object", ""), event.payload.get("intent", ""))
    return ClaimedWebhook(notice, event.attempts)


@dataclass(frozen=True, slots=True)
class KeepWebhook:
    event_id: str


@command
def keep_webhook(asked: KeepWebhook) -> None:
    """Whoever processes it is alive: nobody else may take it yet."""
    unprocessed = WebhookEvent.objects.filter(pk=asked.event_id, processed_at=None)
    unprocessed.update(next_attempt_at=timezone.now() + LEASE)
