"""What PostgreSQL says is to do."""

from uuid import UUID

from django.utils import timezone

from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent


def due_webhooks(limit: int) -> list[str]:
    return list(WebhookEvent.objects.due(timezone.now()).values_list("id", flat=True)[:limit])


def due_refunds(limit: int) -> list[UUID]:
    return list(Refund.objects.to_send(timezone.now()).values_list("id", flat=True)[:limit])


def due_checks(limit: int) -> list[tuple[UUID, str]]:
    """Id and reference of open payments whose turn it is."""
    return list(Payment.objects.to_check(timezone.now()).values_list("id", "reference")[:limit])


def left_over_references(limit: int) -> list[str]:
    """Payments that are over although an instrument of theirs is still open at the provider."""
    rows = PaymentInstrument.objects.left_over().values_list("payment__reference", flat=True)
    return list(rows.distinct()[:limit])
