"""Staff have looked into a difference."""

from dataclasses import dataclass

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from payments.models import ReconciliationDifference


class BadNote(InvalidInput):
    code = "bad_note"


class NotOpen(Conflict):
    code = "difference_not_open"


@dataclass(frozen=True, slots=True)
class ResolveDifference:
    """`note` says what was found. Raises `BadNote` on construction."""

    difference_id: int
    note: str
    resolved_by: str

    def __post_init__(self) -> None:
        if not 3 <= len(self.note.strip()) <= 500:
            raise BadNote(
                "Say what you found, in 3 to 500 characters.", fields={"note": "3 to 500 characters."}
            )


@command
def resolve_difference(asked: ResolveDifference) -> None:
    """Raises `NotOpen` when it was healed or resolved meanwhile."""
    row = ReconciliationDifference.objects.open().filter(pk=asked.difference_id)
    if not row.update(
        resolved_at=timezone.now(), resolved_by=asked.resolved_by[:150], note=asked.note.strip()
    ):
        raise NotOpen("This difference is not open any more.")
