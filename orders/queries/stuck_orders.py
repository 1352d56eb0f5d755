"""Paid orders that do not get finalized, however often it is tried."""

from datetime import timedelta

from django.db.models import Count, Min, Q
from django.utils import timezone

from electricityshop.jobs.due import Due, due_rows
from orders.domain.steps import StepState
from orders.models import FinalizationStep

STUCK_AFTER = timedelta(minutes=5)
MANY_ATTEMPTS = 9
"""With the pauses of the policy, a step was tried so often after more than four minutes."""

EXAMPLES = 10


def is_stuck() -> Q:
    """Steps whose turn was minutes ago, that failed again and again, or whose order was paid minutes ago."""
    late = timezone.now() - STUCK_AFTER
    is_open = Q(state__in=[StepState.DUE, StepState.RUNNING])
    return is_open & (Q(due_at__lte=late) | Q(attempts__gte=MANY_ATTEMPTS) | Q(order__paid_at__lte=late))


@due_rows("stuck orders", title="Paid orders that are stuck", limit=timedelta(0))
def stuck_orders() -> Due:
    """Two statements; `oldest` is when the longest stuck one was paid, or its step was due."""
    steps = FinalizationStep.objects.filter(is_stuck())
    found = steps.aggregate(
        count=Count("order", distinct=True), paid=Min("order__paid_at"), due=Min("due_at")
    )
    if not found["count"]:
        return Due(0)
    numbers = steps.order_by("order_id").values_list("order__number", flat=True)[:EXAMPLES]
    oldest = min((at for at in (found["paid"], found["due"]) if at), default=timezone.now())
    return Due(found["count"], oldest, tuple(numbers))
