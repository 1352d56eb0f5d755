"""The finalization steps of one order, inside a command's transaction: opened, claimed, completed."""

from datetime import datetime, timedelta

from django.utils import timezone

from electricityshop.commands import require_transaction
from electricityshop.jobs.retries import DATABASE
from electricityshop.plain_sql import columns, instances, run
from orders.domain.steps import STEPS, Step, StepState
from orders.models import FinalizationStep, Order

_LAY_OUT = """
INSERT INTO orders_finalizationstep (order_id, name, position, state, attempts, error)
SELECT %(order)s, name, place - 1, 'waiting', 0, '' FROM unnest(%(steps)s::text[]) WITH ORDINALITY AS step (name, place)
"""
_CLAIM = f"""
WITH free AS (SELECT * FROM orders_order WHERE id = %(order)s FOR UPDATE SKIP LOCKED)
UPDATE orders_finalizationstep step SET state = 'running', attempts = attempts + 1, due_at = %(lease)s, error = ''
FROM free
WHERE step.order_id = free.id AND name = %(step)s AND state IN ('due', 'running') AND due_at <= %(now)s
RETURNING {columns(Order, "free")}
"""  # noqa: S608  # names of the model
_COMPLETE = """
UPDATE orders_finalizationstep SET
    state = CASE name WHEN %(done)s THEN 'done' ELSE 'due' END,
    completed_at = CASE name WHEN %(done)s THEN %(now)s END,
    due_at = CASE name WHEN %(done)s THEN NULL ELSE %(now)s END
WHERE order_id = %(order)s AND (name = %(done)s OR name = ANY(%(next)s) AND state = 'waiting')
"""

LEASE = timedelta(seconds=60)
"""How long a step that speaks to the outside may run before another worker takes it over."""


def lay_out(order: Order) -> None:
    """Create the four steps, all waiting for the payment."""
    require_transaction()
    run(_LAY_OUT, {"order": order.pk, "steps": [*STEPS]})


def open_first(order_id: int) -> bool:
    """Make the first step due: the payment arrived. False when it was already."""
    return _move(order_id, Step.PROCESS_PAYMENT, StepState.WAITING, StepState.DUE)


def are_open(order_id: int) -> bool:
    """Whether finalization has begun and is not over."""
    return FinalizationStep.objects.filter(
        order_id=order_id, state__in=[StepState.DUE, StepState.RUNNING]
    ).exists()


def claim(order_id: int, step: Step) -> Order | None:
    """Take a due step and its order in this transaction, so that nobody else has them at the same time.

    None when the step is not due, or somebody else has the order just now. Who only does what is due anyway must not
    wait: one worker that hangs with an order would soon hang all of them.
    """
    require_transaction()
    now = timezone.now()
    wanted = {"order": order_id, "step": step.value, "now": now, "lease": now + LEASE}
    return next(iter(instances(Order, _CLAIM, wanted)), None)


def complete(order_id: int, step: Step) -> None:
    """Mark a claimed step done and make the next one due; one statement."""
    require_transaction()
    following = STEPS[STEPS.index(step) + 1 :][:1]
    run(_COMPLETE, {"order": order_id, "done": step, "next": [*following], "now": timezone.now()})


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
