"""RQ entry points of the relay."""

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from electricityshop.events.commands.prune_outbox import BATCH, PruneOutbox, prune_outbox
from electricityshop.events.models import OutboxMessage
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from electricityshop.jobs.periodic import every

MOST_BATCHES = 20


def deliver_message(*, message_id: int, **_: Any) -> None:
    """Deliver the message, and whatever else is due for its aggregate."""
    aggregate = OutboxMessage.objects.values_list("aggregate", flat=True).get(pk=message_id)
    deliver_aggregate(aggregate)


@every(seconds=5)
def sweep_deliveries(**_: Any) -> None:
    """Deliver what a lost job left behind."""
    for aggregate in due_aggregates():
        deliver_aggregate(aggregate)


@every(seconds=3600)
def prune_events(**_: Any) -> None:
    """Forget what everybody has had, `OUTBOX_KEEP_DAYS` after it happened; what is left waits for the next hour."""
    before = timezone.now() - timedelta(days=settings.OUTBOX_KEEP_DAYS)
    for _batch in range(MOST_BATCHES):
        if prune_outbox(PruneOutbox(before=before)) < BATCH:
            return
