"""An attempt to pay was declined; the customer may try again."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from electricityshop.events.outbox import record
from payments.domain.events import PaymentDeclined
from payments.models import Payment


@dataclass(frozen=True, slots=True)
class RecordDecline:
    """`message` is the bank's, fit to be shown."""

    payment_id: UUID
    message: str


@command
def record_decline(asked: RecordDecline) -> bool:
    """Whether it was news: the same reason twice in a row is told once, and a paid payment stays paid."""
    message = asked.message[:300]
    payment = Payment.objects.open().filter(pk=asked.payment_id).exclude(failure=message)
    if not payment.update(failure=message):
        return False
    reference = Payment.objects.values_list("reference", flat=True).get(pk=asked.payment_id)
    record(PaymentDeclined(reference=reference, message=message))
    return True
