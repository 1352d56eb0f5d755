"""A run over the last hour, and what it found."""

from datetime import timedelta

from django.utils import timezone

from payments.commands.begin_reconciliation import BeginReconciliation, begin_reconciliation
from payments.domain.windows import Window
from payments.models import Payment, ReconciliationDifference, ReconciliationRun
from payments.reconciling import reconcile


def window() -> Window:
    """Up to a second from now: what was charged this very second is in it."""
    now = timezone.now()
    return Window(now - timedelta(hours=1), now + timedelta(seconds=2))


def compare() -> ReconciliationRun:
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    assert reconcile(run_id, seconds=30)
    return ReconciliationRun.objects.get(pk=run_id)


def counts(run: ReconciliationRun) -> tuple[int, int, int]:
    return run.charges, run.found, run.healed


def kinds() -> list[tuple[str, bool]]:
    """Kind, and whether it is open."""
    rows = ReconciliationDifference.objects.order_by("kind")
    return [(row.kind, row.healed_at is None and row.resolved_at is None) for row in rows]


def charge_of(reference: str) -> str:
    return Payment.objects.values_list("charged_intent", flat=True).get(reference=reference)
