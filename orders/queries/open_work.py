"""How much staff has before them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from orders.domain.status import OrderStatus
from orders.domain.steps import StepState
from orders.models import FinalizationStep, Order

STUCK_AFTER = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class OpenWork:
    to_ship: int
    unpaid: int
    stuck: int
    """Finalization steps that should have been done minutes ago."""


def open_work() -> OpenWork:
    """Three counts, each by its index."""
    late = timezone.now() - STUCK_AFTER
    return OpenWork(
        to_ship=Order.objects.filter(status=OrderStatus.CONFIRMED).count(),
        unpaid=Order.objects.awaiting_payment().count(),
        stuck=FinalizationStep.objects.filter(
            state__in=[StepState.DUE, StepState.RUNNING], due_at__lte=late
        ).count(),
    )
