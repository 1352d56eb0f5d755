"""The finalization steps of one order, inside a command's transaction: opened, claimed, completed."""

from datetime import datetime, timedelta

from django.db.models import F
from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.jobs.retries import DATABASE
from orders.domain.steps import STEPS, Step, StepState
from orders.models import FinalizationStep, Order

LEASE = timedelta(seconds=60)
"""How long a step that speaks to the outside may run before another worker takes it over."""


def lay_out(order: Order) -> None:
    """Create the four steps, all waiting for the payment."""
    FinalizationStep.objects.bulk_create(
        FinalizationStep(order=order, name=step, position=position) for position, step in enumerate(STEPS)
    )


def open_first(order_id: int) -> bool:
    """Make the first step due: the payment arrived. False when it was already."""
    return _move(order_id, Step.PROCESS_PAYMENT, StepState.WAITING, StepState.DUE)


def claim(order_id: int, step: Step) -> bool:
    """Take a due step in this transaction, so that nobody else has it at the same time. False: not due."""
    require_transaction()
    due = FinalizationStep.objects.filter(
        order_id=order_id, name=step, state__in=[StepState.DUE, StepState.RUNNING], due_at__lte=timezone.now()
    )
    return bool(
        due.update(
            state=StepState.RUNNING, attempts=F("attempts") + 1, due_at=timezone.now() + LEASE, error=""
        )
    )


def complete(order_id: int, step: Step) -> None:
    """Mark a claimed step done and make the next one due."""
    require_transaction()
    FinalizationStep.objects.filter(order_id=order_id, name=step).update(
        state=StepState.DONE, completed_at=timezone.now(), due_at=None
    )
    following = STEPS[STEPS.index(step) + 1 :]
    if following:
        _move(order_id, following[0], StepState.WAITING, StepState.DUE)


def postpone(order_id: int, step: Step, error: str, *, until: datetime | None = None) -> None:
    """Put a step back to due, later, with what went wrong. Never given up: somebody paid."""
    require_transaction()
    rows = FinalizationStep.objects.filter(order_id=order_id, name=step).exclude(state=StepState.DONE)
    for row in rows:
        row.state, row.error = StepState.DUE, error[:300]
        row.due_at = until or timezone.now() + DATABASE.pause(row.attempts)
        row.save(update_fields=["state", "error", "due_at"])


def skip_open(order_id: int) -> None:
    """The order will not be finalized: close what is not done."""
    require_transaction()
    FinalizationStep.objects.filter(order_id=order_id).exclude(state=StepState.DONE).update(
        state=StepState.SKIPPED, due_at=None
    )


def _move(order_id: int, step: Step, current: StepState, to: StepState) -> bool:
    require_transaction()
    waiting = FinalizationStep.objects.filter(order_id=order_id, name=step, state=current)
    return bool(waiting.update(state=to, due_at=timezone.now()))
