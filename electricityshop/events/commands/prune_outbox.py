"""Forgetting events that everybody has had, long ago."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from electricityshop.commands import command
from electricityshop.events.models import Delivery, OutboxMessage

BATCH = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneOutbox:
    before: datetime


@command
def prune_outbox(asked: PruneOutbox) -> int:
    """Delete one batch, oldest first; how many. An event that somebody has not had stays, dead or not."""
    undelivered = Delivery.objects.filter(message=OuterRef("pk")).exclude(state=Delivery.State.DONE)
    old = OutboxMessage.objects.filter(~Exists(undelivered), occurred_at__lt=asked.before)
    ids = list(old.order_by("occurred_at").values_list("pk", flat=True)[:BATCH])
    OutboxMessage.objects.filter(pk__in=ids).delete()
    return len(ids)
