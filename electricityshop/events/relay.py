"""Handing recorded events to their subscribers: at least once, in order per aggregate and subscriber."""

from functools import partial

import structlog
from django.db.models import F
from django.utils import timezone

from electricityshop.events.base import EVENT_TYPES, Event
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.events.subscriptions import subscribers
from electricityshop.jobs.leases import LEASE, kept
from electricityshop.jobs.retries import DATABASE

logger = structlog.get_logger(__name__)


def deliver_aggregate(aggregate: str) -> int:
    """Deliver what is due for one aggregate, oldest first; how many were delivered.

    A delivery that fails holds back the later ones of its subscriber, and of no other.
    """
    delivered = 0
    held_back: set[str] = set()
    waiting = Delivery.objects.filter(state=Delivery.State.PENDING, message__aggregate=aggregate)
    for delivery in waiting.select_related("message").order_by("message_id", "id"):
        if delivery.subscriber in held_back:
            continue
        if _deliver(delivery):
            delivered += 1
        else:
            held_back.add(delivery.subscriber)
    return delivered


def due_aggregates(limit: int = 500) -> list[str]:
    """Aggregates with a delivery that should have happened by now."""
    due = Delivery.objects.filter(state=Delivery.State.PENDING, due_at__lte=timezone.now())
    return list(due.order_by("due_at").values_list("message__aggregate", flat=True)[:limit])


def _deliver(delivery: Delivery) -> bool:
    now = timezone.now()
    claimed = Delivery.objects.filter(
        pk=delivery.pk, state=Delivery.State.PENDING, due_at__lte=now, attempts=delivery.attempts
    ).update(due_at=now + LEASE, attempts=F("attempts") + 1)
    if not claimed:
        return False
    try:
        with kept(partial(_keep, delivery)):
            _handle(delivery.message, delivery.subscriber)
    except Exception as error:
        logger.exception("event delivery failed", delivery=delivery.pk, subscriber=delivery.subscriber)
        attempts = delivery.attempts + 1
        Delivery.objects.filter(pk=delivery.pk).update(
            state=Delivery.State.DEAD if DATABASE.is_spent(attempts) else Delivery.State.PENDING,
            due_at=timezone.now() + DATABASE.pause(attempts),
            error=f"{type(error).__name__}: {error}"[:300],
        )
        return False
    Delivery.objects.filter(pk=delivery.pk).update(
        state=Delivery.State.DONE, done_at=timezone.now(), error=""
    )
    return True


def _keep(delivery: Delivery) -> None:
    """Its handler is still at it: nobody else may take it yet."""
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.PENDING).update(
        due_at=timezone.now() + LEASE
    )


class UnknownEvent(LookupError):
    """A stored event or its subscriber has no code any more; it stays in the outbox until it has."""


def _handle(message: OutboxMessage, subscriber: str) -> None:
    event_type = EVENT_TYPES.get(message.name)
    handler = subscribers(message.name).get(subscriber)
    if event_type is None or handler is None:
        raise UnknownEvent(f"{message.name} for {subscriber}")
    event: Event = event_type(**message.payload)
    handler(event)
