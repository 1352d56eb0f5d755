"""Beginning to count anew, and keeping the table small."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from electricityshop.commands import command
from electricityshop.monitoring.models import SlowStatement, Statement

KEPT = timedelta(days=14)
"""A statement that has not been run for so long is of a release that is gone."""
MOST_KEPT = 3_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetStatements:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class PruneStatements:
    now: datetime


@command
def forget_statements(wanted: ForgetStatements) -> None:
    """All of them, and what was slow. What processes have not sent yet comes later."""
    Statement.objects.all().delete()
    SlowStatement.objects.all().delete()


@command
def prune_statements(wanted: PruneStatements) -> None:
    """Those not run for long, and beyond `MOST_KEPT` those run the longest ago. Safe to repeat."""
    Statement.objects.filter(last_at__lt=wanted.now - KEPT).delete()
    beyond = Statement.objects.order_by("-last_at", "-pk").values_list("pk", flat=True)[MOST_KEPT:]
    Statement.objects.filter(pk__in=list(beyond)).delete()
