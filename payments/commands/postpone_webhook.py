"""Putting a webhook event back for later."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.retries import HTTP
from payments.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class PostponeWebhook:
    """`attempts` so far decide how long it waits; `reason` is for staff."""

    event_id: str
    attempts: int
    reason: str


@command
def postpone_webhook(asked: PostponeWebhook) -> bool:
    """Whether it was still to be processed."""
    event = WebhookEvent.objects.filter(pk=asked.event_id, processed_at=None)
    later = timezone.now() + HTTP.pause(asked.attempts)
    return bool(event.update(next_attempt_at=later, outcome=asked.reason[:200]))
