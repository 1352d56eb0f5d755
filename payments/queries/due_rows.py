"""How much of the payments' work is due, and since when."""

from datetime import timedelta

from django.db.models import Count, Min
from django.utils import timezone

from electricityshop.jobs.due import Due, due_rows
from payments.models import Payment, Refund, WebhookEvent

LATE = timedelta(minutes=5)


@due_rows("webhooks", title="Webhooks to process", limit=LATE)
def webhooks_due() -> Due:
    due = WebhookEvent.objects.due(timezone.now()).order_by()
    return Due(**due.aggregate(count=Count("pk"), oldest=Min("next_attempt_at")))


@due_rows("refunds", title="Refunds to send or ask about", limit=LATE)
def refunds_due() -> Due:
    due = Refund.objects.to_send(timezone.now()).order_by()
    return Due(**due.aggregate(count=Count("pk"), oldest=Min("next_attempt_at")))


@due_rows("payments", title="Payments to compare", limit=LATE)
def payments_due() -> Due:
    due = Payment.objects.to_check(timezone.now()).order_by()
    return Due(**due.aggregate(count=Count("pk"), oldest=Min("next_check_at")))
