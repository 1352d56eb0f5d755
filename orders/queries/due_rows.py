"""How much of the orders' work is due, and since when."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from electricityshop.jobs.due import Due, due_rows
from electricityshop.jobs.retries import EMAIL
from orders.domain.steps import StepState
from orders.models import FinalizationStep, Order, OrderMail

LATE = timedelta(minutes=5)


@due_rows("steps", title="Finalization steps", limit=LATE)
def due_steps() -> Due:
    steps = FinalizationStep.objects.filter(
        state__in=[StepState.DUE, StepState.RUNNING], due_at__lte=timezone.now()
    )
    return Due(**steps.aggregate(count=Count("pk"), oldest=Min("due_at")))


@due_rows("mails", title="Mails to send", limit=LATE)
def due_mails() -> Due:
    mails = OrderMail.objects.filter(sent_at=None, due_at__lte=timezone.now(), attempts__lt=EMAIL.attempts)
    return Due(**mails.aggregate(count=Count("pk"), oldest=Min("due_at")))


@due_rows("unpaid orders", title="Unpaid orders to expire", limit=LATE)
def orders_to_expire() -> Due:
    """Their stock is held for nobody."""
    late = Order.objects.awaiting_payment().filter(pay_until__lte=timezone.now())
    return Due(**late.aggregate(count=Count("pk"), oldest=Min("pay_until")))
