"""Recording an event in the transaction that caused it."""

import json
from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.events.base import Event
from electricityshop.events.models import Delivery
from electricityshop.events.subscriptions import subscribers
from electricityshop.jobs.enqueueing import ring
from electricityshop.plain_sql import insert


def record(event: Event) -> None:
    """Write `event` to the outbox, one delivery per subscriber; a job is rung after the commit, as a hint.

    Raises `TransactionRequired` outside a command.
    """
    require_transaction()
    now = timezone.now()
    payload = json.dumps(asdict(event))
    row = {"name": event.name, "aggregate": event.aggregate, "payload": payload, "occurred_at": now}
    [(message_id,)] = insert("events_outboxmessage", [row], more="RETURNING id")
    names = subscribers(event.name)
    if not names:
        return
    Delivery.objects.bulk_create(
        Delivery(message_id=message_id, subscriber=name, due_at=now) for name in names
    )
    transaction.on_commit(
        partial(ring, "electricityshop.events.jobs.deliver_message", queue="high", message_id=message_id),
        robust=True,
    )
