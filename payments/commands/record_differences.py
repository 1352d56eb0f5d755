"""Writing down where the two sides do not agree: one row per charge and kind, however often it is found."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from electricityshop.commands import command
from payments.domain.comparing import DifferenceKind
from payments.models import ReconciliationDifference


@dataclass(frozen=True, slots=True)
class Found:
    """A difference; `ours` and `theirs` are what staff compare."""

    intent: str
    kind: DifferenceKind
    payment_id: UUID | None
    reference: str
    ours: Mapping[str, str | int]
    theirs: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class RecordDifferences:
    run_id: int
    found: tuple[Found, ...]


@command
def record_differences(asked: RecordDifferences) -> int:
    """How many are new. One that is found again, and was healed or has changed since it was resolved, is open again."""
    new = 0
    for found in asked.found:
        new += _record(asked.run_id, found)
    return new


def _record(run_id: int, found: Found) -> bool:
    now = timezone.now()
    facts = {"reference": found.reference[:500], "ours": dict(found.ours), "theirs": dict(found.theirs)}
    row, is_new = ReconciliationDifference.objects.get_or_create(
        intent=found.intent,
        kind=found.kind,
        defaults={
            "run_id": run_id, "payment_id": found.payment_id, "found_at": now, "seen_at": now, **facts,
        },
    )  # fmt: skip
    if is_new:
        return True
    has_changed = (row.ours, row.theirs) != (facts["ours"], facts["theirs"])
    again = {"resolved_at": None, "resolved_by": ""} if has_changed else {}
    ReconciliationDifference.objects.filter(pk=row.pk).update(
        seen_at=now, healed_at=None, payment_id=found.payment_id, **facts, **again
    )
    return False
