"""A dead delivery whose effects are all there needs no handler any more."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.models import Delivery


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseDelivery:
    delivery_id: int


@command
def close_delivery(asked: CloseDelivery) -> bool:
    """Whether it was dead."""
    dead = Delivery.objects.filter(pk=asked.delivery_id, state=Delivery.State.DEAD)
    return bool(dead.update(state=Delivery.State.DONE, done_at=timezone.now()))
