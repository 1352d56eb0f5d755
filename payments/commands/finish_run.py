"""Both sides are compared."""

from dataclasses import dataclass

from django.db.models import F
from django.utils import timezone

from electricityshop.commands import command
from payments.domain.comparing import DifferenceKind
from payments.domain.states import RunState
from payments.models import ReconciliationDifference, ReconciliationRun


@dataclass(frozen=True, slots=True)
class FinishRun:
    run_id: int


@command
def finish_run(asked: FinishRun) -> bool:
    """Whether this call finished it."""
    absent = ReconciliationDifference.objects.filter(run=asked.run_id, kind=DifferenceKind.ABSENT).count()
    row = ReconciliationRun.objects.filter(pk=asked.run_id, state=RunState.RUNNING)
    return bool(row.update(state=RunState.DONE, finished_at=timezone.now(), found=F("found") + absent))
