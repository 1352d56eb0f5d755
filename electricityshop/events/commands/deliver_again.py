"""A dead delivery gets all its attempts back."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.models import Delivery
from electricityshop.jobs.enqueueing import ring


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverAgain:
    delivery_id: int


@command
def deliver_again(asked: DeliverAgain) -> bool:
    """Whether it was dead. Handlers are safe to repeat."""
    dead = Delivery.objects.filter(pk=asked.delivery_id, state=Delivery.State.DEAD)
    message_id = dead.values_list("message_id", flat=True).first()
    if message_id is None or not dead.update(state=Delivery.State.PENDING, due_at=timezone.now(), attempts=0):
        return False
    transaction.on_commit(
        partial(ring, "electricityshop.events.jobs.deliver_message", queue="high", message_id=message_id),
        robust=True,
    )
    return True
