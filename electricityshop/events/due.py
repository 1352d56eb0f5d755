"""Deliveries that should have happened by now."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from electricityshop.events.models import Delivery
from electricityshop.jobs.due import Due, due_rows


@due_rows("deliveries", title="Events to deliver", limit=timedelta(minutes=5))
def due_deliveries() -> Due:
    """One statement, by its index."""
    due = Delivery.objects.filter(state=Delivery.State.PENDING, due_at__lte=timezone.now())
    return Due(**due.aggregate(count=Count("pk"), oldest=Min("due_at")))
