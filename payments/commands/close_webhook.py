"""A webhook event that was given up, and whose news has become true without it."""

from dataclasses import dataclass

from electricityshop.commands import command
from payments.models import WebhookEvent


@dataclass(frozen=True, slots=True)
class CloseWebhook:
    event_id: str


@command
def close_webhook(asked: CloseWebhook) -> bool:
    """Whether it was given up."""
    return bool(WebhookEvent.objects.given_up().filter(pk=asked.event_id).update(outcome="known already"))
