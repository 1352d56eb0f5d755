"""The workers, run by hand: one job at a time, killed at any statement, until there is nothing left to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.utils import timezone

from catalog.jobs import release_forgotten_holds
from electricityshop.events.jobs import sweep_deliveries
from electricityshop.events.models import Delivery
from orders.jobs import expire_orders, sweep_mails, sweep_orders
from orders.models import FinalizationStep, OrderMail
from payments.jobs import sweep_left_over_instruments, sweep_open_payments, sweep_refunds, sweep_webhooks
from payments.models import Payment, Refund, WebhookEvent

JOBS: tuple[Callable[..., None], ...] = (
    sweep_webhooks,
    sweep_open_payments,
    sweep_deliveries,
    sweep_orders,
    sweep_refunds,
    sweep_left_over_instruments,
    sweep_mails,
    expire_orders,
    release_forgotten_holds,
)
ROUNDS = 12


class Killed(BaseException):
    """The process is gone: nothing catches it, and what its transaction did is undone."""


@contextmanager
def killed_at(statement: int) -> Iterator[list[int]]:
    """Kill whoever runs inside at its nth statement. The list counts them, so that the end is known to be reached."""
    counted = [0]

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        counted[0] += 1
        if counted[0] >= statement:
            raise Killed
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield counted


def run_until_killed(work: Callable[[], object], statement: int) -> bool:
    """Whether it was killed before its end."""
    try:
        with killed_at(statement):
            work()
    except Killed:
        return True
    return False


def later() -> None:
    """Time passes: every lease and every pause is over."""
    now = timezone.now()
    FinalizationStep.objects.exclude(due_at=None).update(due_at=now)
    OrderMail.objects.filter(sent_at=None).update(due_at=now)
    Delivery.objects.filter(state="pending").update(due_at=now)
    WebhookEvent.objects.filter(processed_at=None).update(next_attempt_at=now)
    Refund.objects.filter(state="requested").update(next_attempt_at=now)
    Payment.objects.filter(state="open").update(next_check_at=now)


def work_everything_off() -> None:
    """Run the sweeps until PostgreSQL says that nothing is to do. Fails when that never comes."""
    for _ in range(ROUNDS):
        later()
        for job in JOBS:
            job()
        if not is_work_left():
            return
    raise AssertionError(f"after {ROUNDS} rounds of sweeps there is still work")


def is_work_left() -> bool:
    left = (
        FinalizationStep.objects.filter(state__in=["due", "running"]),
        OrderMail.objects.filter(sent_at=None),
        Delivery.objects.filter(state="pending"),
        WebhookEvent.objects.filter(processed_at=None),
        Refund.objects.filter(state="requested"),
        Payment.objects.exclude(state="open").filter(instruments__state="open"),
    )
    return any(rows.exists() for rows in left)
