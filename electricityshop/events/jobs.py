"""RQ entry points of the relay."""

from typing import Any

from electricityshop.events.models import OutboxMessage
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from electricityshop.jobs.periodic import every


def deliver_message(*, message_id: int, **_: Any) -> None:
    """Deliver the message, and whatever else is due for its aggregate."""
    aggregate = OutboxMessage.objects.values_list("aggregate", flat=True).get(pk=message_id)
    deliver_aggregate(aggregate)


@every(seconds=5)
def sweep_deliveries(**_: Any) -> None:
    """Deliver what a lost job left behind."""
    for aggregate in due_aggregates():
        deliver_aggregate(aggregate)
