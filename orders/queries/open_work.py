"""How much staff has before them."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone

from orders.domain.returns import ReturnStatus
from orders.domain.status import OrderStatus
from orders.domain.steps import StepState
from orders.models import FinalizationStep, Order, Return

STUCK_AFTER = timedelta(minutes=5)
TO_SHIP = (OrderStatus.CONFIRMED, OrderStatus.PROCESSING)
OPEN_RETURNS = (ReturnStatus.REQUESTED, ReturnStatus.RECEIVED)


@dataclass(frozen=True, slots=True)
class OpenWork:
    to_ship: int
    unpaid: int
    returns: int
    """Announced or here, and not settled."""
    stuck: int
    """Finalization steps that should have been done minutes ago."""


def open_work() -> OpenWork:
    """Four counts, each by its index."""
    late = timezone.now() - STUCK_AFTER
    return OpenWork(
        to_ship=Order.objects.filter(status__in=TO_SHIP).count(),
        unpaid=Order.objects.awaiting_payment().count(),
        returns=Return.objects.filter(status__in=OPEN_RETURNS).count(),
        stuck=FinalizationStep.objects.filter(
            state__in=[StepState.DUE, StepState.RUNNING], due_at__lte=late
        ).count(),
    )
