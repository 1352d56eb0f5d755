"""`manage.py reconcile_payments --since 2026-11-01 [--until 2026-11-02] [--dry-run]`: compare now, and wait for it."""

from argparse import ArgumentTypeError
from datetime import datetime, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from electricityshop.errors import DomainError
from payments.commands.begin_reconciliation import BeginReconciliation, begin_reconciliation
from payments.domain.windows import GRACE, Window
from payments.queries.differences import open_differences, run_counts
from payments.reconciling import absent, differing, reconcile

MOST_SHOWN = 1_000
AT_A_TIME = 30.0
"""Seconds; a run goes on until it is done."""


class Command(BaseCommand):
    help = "Compare Stripe's charges with ours: heal what can be healed, list the rest. Exits with 1 when any is left."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--since", type=moment, help="From when on (ISO 8601); a day ago by default.")
        parser.add_argument("--until", type=moment, help="Until when; five minutes ago by default.")
        parser.add_argument("--dry-run", action="store_true", help="Only say what differs; change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"] or timezone.now() - GRACE
        since = options["since"] or until - timedelta(days=1)
        if since >= until:
            raise CommandError("--since must be before --until.")
        try:
            left = self._look(Window(since, until)) if options["dry_run"] else self._run(since, until)
        except DomainError as error:
            raise CommandError(f"{error.message} Run it again: it goes on where it stopped.") from error
        if left:
            raise SystemExit(1)

    def _look(self, window: Window) -> int:
        found = 0
        for one in differing(window):
            reference = one.ours.reference if one.ours else one.charge.reference
            for kind in one.kinds:
                found += 1
                self.stdout.write(f"{kind.value:9} {one.charge.intent or one.charge.id} {reference or '-'}")
        for payment in absent(window, MOST_SHOWN):
            found += 1
            self.stdout.write(f"{'absent':9} {payment.charged_intent} {payment.reference}")
        self.stdout.write(f"{found} differences; nothing was changed")
        return found

    def _run(self, since: datetime, until: datetime) -> int:
        run_id = begin_reconciliation(BeginReconciliation(since, until, requested_by="manage.py"))
        while not reconcile(run_id, seconds=AT_A_TIME):
            pass
        counts = run_counts(run_id)
        self.stdout.write(
            f"{counts.charges} charges compared, {counts.found} differences, {counts.healed} healed"
        )
        left = open_differences(MOST_SHOWN)
        for one in left:
            self.stdout.write(f"open: {one.kind:9} {one.intent} {one.reference or '-'}")
        return len(left)


def moment(text: str) -> datetime:
    """A date, or a date and time; in the shop's time zone unless it says another."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None:
        raise ArgumentTypeError("Give a date such as 2026-11-01, or 2026-11-01T14:00.")
    return found if timezone.is_aware(found) else timezone.make_aware(found)
