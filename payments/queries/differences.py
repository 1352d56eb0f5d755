"""What a comparison with the provider brought."""

from dataclasses import dataclass

from payments.models import ReconciliationDifference, ReconciliationRun


@dataclass(frozen=True, slots=True)
class RunCounts:
    charges: int
    found: int
    healed: int


@dataclass(frozen=True, slots=True)
class OpenDifference:
    """One that staff must look into."""

    kind: str
    intent: str
    reference: str


def run_counts(run_id: int) -> RunCounts:
    return RunCounts(*ReconciliationRun.objects.values_list("charges", "found", "healed").get(pk=run_id))


def open_differences(limit: int) -> list[OpenDifference]:
    """The latest first, of any run."""
    rows = ReconciliationDifference.objects.open().order_by("-found_at")
    return [OpenDifference(*row) for row in rows.values_list("kind", "intent", "reference")[:limit]]
