"""Taking a payment's turn to be compared with Stripe, so that two sweeps do not check it twice."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from electricityshop.commands import command
from payments.domain.timing import next_check
from payments.models import Payment


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    payment_id: UUID


@command
def claim_check(asked: ClaimCheck) -> bool:
    """Whether it was due; then its next turn is set, later the older it is."""
    now = timezone.now()
    due = Payment.objects.to_check(now).filter(pk=asked.payment_id)
    created = due.values_list("created_at", flat=True).first()
    return created is not None and bool(due.order_by().update(next_check_at=next_check(created, now)))
