"""A declined card counts as an attempt to pay, like opening a way to pay does."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from electricityshop.attempts.counting import count_attempt
from electricityshop.attempts.left import require_attempts_left
from electricityshop.attempts.limits import TooManyAttempts, limit
from electricityshop.commands import command
from payments.models import Payment


@dataclass(frozen=True, slots=True)
class CountDecline:
    payment_id: UUID


@command
def count_decline(asked: CountDecline) -> bool:
    """Whether another card may be tried for this payment now. Its row is locked, so that the count is exact."""
    payment = Payment.objects.select_for_update().get(pk=asked.payment_id)
    limits, now = (limit("pay_order", payment.reference),), timezone.now()
    try:
        count_attempt(limits, now)
        require_attempts_left(limits, now)
    except TooManyAttempts:
        return False
    return True
