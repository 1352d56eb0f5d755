"""Processing a webhook event again, by hand."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.enqueueing import ring
from payments.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class ReopenWebhook:
    event_id: str


@command
def reopen_webhook(asked: ReopenWebhook) -> bool:
    """Whether there is such an event. Processing looks at Stripe's current state, so again does no harm."""
    event = WebhookEvent.objects.filter(pk=asked.event_id)
    found = event.update(processed_at=None, next_attempt_at=timezone.now(), attempts=0)
    transaction.on_commit(
        partial(ring, "payments.jobs.process_webhook", queue="high", event_id=asked.event_id), robust=True
    )
    return bool(found)
