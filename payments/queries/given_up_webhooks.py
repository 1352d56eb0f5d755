"""Webhook events that could not be processed, for a day."""

from datetime import timedelta

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from electricityshop.jobs.dead_letters import DeadLetter, Work
from payments.models import WebhookEvent


def given_up_webhooks(limit: int) -> tuple[DeadLetter, ...]:
    """The newest first. By an index of their own."""
    rows = (
        _given_up().order_by("-received_at").values_list("pk", "type", "outcome", "attempts", "received_at")
    )
    return tuple(
        DeadLetter(kind="webhooks", key=pk, title=f"{kind} {pk}", error=outcome, attempts=attempts, since=at)
        for pk, kind, outcome, attempts, at in rows[:limit]
    )


def given_up_webhook_count() -> int:
    return _given_up().count()


def given_up_webhook(key: str) -> Work | None:
    """None when it was processed, or is still being tried."""
    if not _given_up().filter(pk=key).exists():
        return None
    return Work("payments.jobs.process_webhook", {"event_id": key})


def _given_up() -> QuerySet[WebhookEvent]:
    since = timezone.now() - timedelta(days=settings.WEBHOOK_KEEP_DAYS)
    return WebhookEvent.objects.given_up().filter(received_at__gte=since)
