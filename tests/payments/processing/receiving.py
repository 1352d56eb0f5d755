"""Events as the provider has them, received and processed."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from electricityshop.events.models import OutboxMessage
from payments.models import Payment, PaymentInstrument, WebhookEvent
from payments.processing import process_webhook
from tests.payments.provider import send

OLD = timezone.now() - timedelta(days=1)


def names(reference: str) -> list[str]:
    messages = OutboxMessage.objects.filter(aggregate=f"payment:{reference}").order_by("id")
    return [message.name.removeprefix("payments.") for message in messages]


def about(reference: str, provider) -> list[dict[str, Any]]:
    """Every event at the provider that names something of this payment."""
    ids = {reference, str(Payment.objects.get(reference=reference).pk)}
    charged = set(
        PaymentInstrument.objects.filter(payment__reference=reference).values_list("provider_id", flat=True)
    )
    charged |= set(Payment.objects.filter(reference=reference).values_list("charged_intent", flat=True))
    found = []
    for event in provider.events():
        thing = event["data"]["object"]
        marks = set((thing.get("metadata") or {}).values())
        if marks & ids or {thing["id"], thing.get("payment_intent")} & (charged - {""}):
            found.append(event)
    return found


def receive(event: dict[str, Any]) -> str | None:
    assert send(event).status_code == 200
    return process_webhook(event["id"])


def make_due(event_id: str) -> None:
    WebhookEvent.objects.filter(pk=event_id).update(next_attempt_at=OLD)
