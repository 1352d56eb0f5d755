"""Hot queries of the outbox: what the relay asks all the time, and what an event costs."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from electricityshop.events.commands.prune_outbox import PruneOutbox, prune_outbox
from electricityshop.events.dead import dead_deliveries
from electricityshop.events.due import due_deliveries
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.events.relay import deliver_aggregate, due_aggregates
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, hot_query


@hot_query(Delivery, statements=1, indexes=("delivery_due",))
def aggregates_to_deliver(_: Size) -> Ask:
    """Aggregates with an event that should have been delivered by now."""
    return due_aggregates


@hot_query(Delivery, statements=1, indexes=("delivery_due",))
def deliveries_due(_: Size) -> Ask:
    """How many deliveries are due, for the alarm."""
    return due_deliveries


@hot_query(Delivery, statements=1, indexes=("outbox_of_aggregate",))
def deliveries_of_aggregate(_: Size) -> Ask:
    """What one order's events wait for, when a worker comes to it: nothing any more, mostly."""
    done = Delivery.objects.filter(state=Delivery.State.DONE).order_by("pk")
    return partial(deliver_aggregate, one(done.values_list("message__aggregate", flat=True)))


@hot_query(Delivery, statements=1, indexes=("delivery_dead",))
def deliveries_given_up(_: Size) -> Ask:
    """How many deliveries were given up, for the alarm."""
    return dead_deliveries


@hot_query(OutboxMessage, statements=15, indexes=("outbox_oldest",))
def outbox_pruned(_: Size) -> Ask:
    """A batch of events that everybody has had is forgotten; Django deletes by the hundred."""
    return partial(prune_outbox, PruneOutbox(before=timezone.now() - timedelta(days=7)))
