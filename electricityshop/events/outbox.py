"""Recording an event in the transaction that caused it."""

from dataclasses import asdict
from functools import partial

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.events.base import Event
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.events.subscriptions import subscribers
from electricityshop.jobs.enqueueing import ring


def record(event: Event) -> None:
    """Write `event` to the outbox, one delivery per subscriber; a job is rung after the commit, as a hint.

    Raises `TransactionRequired` outside a command.
    """
    require_transaction()
    message = OutboxMessage.objects.create(name=event.name, aggregate=event.aggregate, payload=asdict(event))
    names = subscribers(event.name)
    if not names:
        return
    now = timezone.now()
    Delivery.objects.bulk_create(Delivery(message=message, subscriber=name, due_at=now) for name in names)
    transaction.on_commit(
        partial(ring, "electricityshop.events.jobs.deliver_message", queue="high", message_id=message.pk),
        robust=True,
    )
