"""A payment whose charge the provider was asked about by name, as its list did not show it."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from django.utils import timezone

from electricityshop.commands import command
from payments.models import Payment

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class NoteAbsence:
    """`is_there`: the provider has it after all."""

    payment_id: UUID
    is_there: bool


@command
def note_absence(asked: NoteAbsence) -> bool:
    """Whether it is an alarm. Either way it is looked at, and not asked about again."""
    row = Payment.objects.filter(pk=asked.payment_id)
    row.update(seen_at=timezone.now())
    if asked.is_there:
        return False
    row.update(alarm="Captured here, but Stripe knows no such charge.")
    logger.error("a captured payment is unknown to the provider", payment=str(asked.payment_id))
    return True
