"""Which payment a charge at the provider is for."""

from uuid import UUID

from payments.domain.gateway import Intent
from payments.models import Payment, PaymentInstrument


def payment_for(charge: Intent) -> UUID | None:
    """By the instrument we recorded, else by the marks we gave it; None when it is not ours, or not yet seen."""
    recorded = PaymentInstrument.objects.filter(provider_id=charge.id).values_list("payment_id", flat=True)
    if payment := recorded.first():
        return payment
    marked = as_uuid(charge.marks.payment)
    return marked if marked and Payment.objects.filter(pk=marked).exists() else None


def as_uuid(text: str) -> UUID | None:
    """None when it is not one."""
    try:
        return UUID(text)
    except ValueError:
        return None
