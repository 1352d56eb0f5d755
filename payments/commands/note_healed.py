"""Closing differences that are none any more."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from payments.domain.comparing import DifferenceKind
from payments.models import ReconciliationDifference


@dataclass(frozen=True, slots=True)
class NoteHealed:
    """Of one charge."""

    intent: str
    kinds: tuple[DifferenceKind, ...]


@command
def note_healed(asked: NoteHealed) -> int:
    """How many this call closed."""
    rows = ReconciliationDifference.objects.filter(intent=asked.intent, kind__in=asked.kinds, healed_at=None)
    return rows.update(healed_at=timezone.now())
