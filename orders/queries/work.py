"""What PostgreSQL says is still to do, for the sweepers and the workers."""

from django.utils import timezone

from electricityshop.jobs.retries import EMAIL
from electricityshop.plain_sql import fetch
from orders.domain.status import OrderStatus
from orders.domain.steps import Step, StepState
from orders.models import FinalizationStep, Order, OrderMail

BATCH = 200


def due_step(order_id: int) -> Step | None:
    """The finalization step of the order that may be run now, if any; at most one is due at a time."""
    rows = fetch(
        "SELECT name FROM orders_finalizationstep"
        " WHERE order_id = %s AND state IN ('due', 'running') AND due_at <= %s ORDER BY position LIMIT 1",
        [order_id, timezone.now()],
    )
    return Step(rows[0][0]) if rows else None


def orders_to_finalize() -> list[int]:
    """Orders with a step that is due, longest first."""
    due = FinalizationStep.objects.filter(
        state__in=[StepState.DUE, StepState.RUNNING], due_at__lte=timezone.now()
    )
    return list(due.order_by("due_at").values_list("order_id", flat=True)[:BATCH])


def orders_out_of_time() -> list[int]:
    """Unpaid orders whose time to pay is over, and for which no money waits to be looked at."""
    begun = FinalizationStep.objects.filter(state__in=[StepState.DUE, StepState.RUNNING])
    late = Order.objects.awaiting_payment().filter(pay_until__lte=timezone.now())
    late = late.exclude(pk__in=begun.values("order_id"))
    return list(late.order_by("pay_until").values_list("pk", flat=True)[:BATCH])


def mails_due() -> list[int]:
    """Mails owed, not sent, not given up, and not in anybody's hands. A confirmation waits for its step like the
    others.
    """
    due = OrderMail.objects.filter(sent_at=None, due_at__lte=timezone.now(), attempts__lt=EMAIL.attempts)
    return list(due.order_by("due_at").values_list("pk", flat=True)[:BATCH])


def called_off(number: str) -> bool:
    """Whether the number is that of an order that was cancelled, or not paid in time."""
    return Order.objects.filter(
        number=number, status__in=[OrderStatus.CANCELLED, OrderStatus.FAILED]
    ).exists()
