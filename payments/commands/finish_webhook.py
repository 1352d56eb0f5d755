"""Closing a webhook event with what came of it."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from payments.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class FinishWebhook:
    event_id: str
    outcome: str


@command
def finish_webhook(asked: FinishWebhook) -> bool:
    """Whether this call finished it."""
    event = WebhookEvent.objects.filter(pk=asked.event_id, processed_at=None)
    return bool(event.update(processed_at=timezone.now(), outcome=asked.outcome[:200]))
