"""Staff has a step tried again now."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.errors import Conflict
from electricityshop.jobs.enqueueing import ring
from orders import history
from orders.domain.steps import StepState
from orders.models import FinalizationStep, OrderMail


class NothingToRetry(Conflict):
    code = "nothing_to_retry"


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryStep:
    order_id: int
    actor: str


@command
def retry_step(retry: RetryStep) -> None:
    """Make the open step due at once. Raises `NothingToRetry` when no step waits to be tried."""
    open_steps = FinalizationStep.objects.filter(
        order_id=retry.order_id, state__in=[StepState.DUE, StepState.RUNNING]
    )
    if not open_steps.update(state=StepState.DUE, due_at=timezone.now()):
        raise NothingToRetry("No step of this order is waiting to be tried again.")
    OrderMail.objects.filter(order_id=retry.order_id, sent_at=None).update(due_at=timezone.now(), attempts=0)
    history.write(retry.order_id, "retried", "A step is tried again.", actor=retry.actor, is_public=False)
    transaction.on_commit(
        lambda: ring("orders.jobs.finalize", queue="high", order_id=retry.order_id), robust=True
    )
