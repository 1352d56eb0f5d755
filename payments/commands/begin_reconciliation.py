"""Beginning a comparison with the provider's books; one at a time."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from payments.domain.states import RunState
from payments.models import ReconciliationRun

CLOCKS_DIFFER = timedelta(minutes=1)


class BadWindow(InvalidInput):
    code = "bad_window"


@dataclass(frozen=True, slots=True)
class BeginReconciliation:
    """From `since` (included) to `until`. Raises `BadWindow` on construction."""

    since: datetime
    until: datetime
    is_nightly: bool = False
    requested_by: str = ""

    def __post_init__(self) -> None:
        if self.since >= self.until:
            raise BadWindow("The window must begin before it ends.")
        if self.until > timezone.now() + CLOCKS_DIFFER:
            raise BadWindow("The window must not reach into the future.")


@command
def begin_reconciliation(asked: BeginReconciliation) -> int:
    """Its id; that of the one under way while there is one."""
    run = ReconciliationRun(
        since=asked.since,
        until=asked.until,
        is_nightly=asked.is_nightly,
        requested_by=asked.requested_by[:150],
    )
    ReconciliationRun.objects.bulk_create([run], ignore_conflicts=True)
    return ReconciliationRun.objects.values_list("id", flat=True).get(state=RunState.RUNNING)
