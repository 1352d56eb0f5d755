"""Forgetting webhook events that were processed long ago."""

from dataclasses import dataclass
from datetime import datetime

from electricityshop.commands import command
from payments.models import WebhookEvent

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneWebhooks:
    """Stripe repeats an event for three days, and lets staff send one again for thirty."""

    before: datetime


@command
def prune_webhooks(asked: PruneWebhooks) -> int:
    """Delete one batch, oldest first; how many. What is not processed stays."""
    old = WebhookEvent.objects.filter(received_at__lt=asked.before).exclude(processed_at=None)
    ids = list(old.order_by("received_at").values_list("pk", flat=True)[:BATCH])
    WebhookEvent.objects.filter(pk__in=ids).exclude(processed_at=None).delete()
    return len(ids)
