"""RQ entry points of monitoring."""

from typing import Any

from django.utils import timezone

from electricityshop.jobs.periodic import every
from electricityshop.monitoring.commands.forget_statements import PruneStatements, prune_statements


@every(seconds=3600)
def prune_old_statements(**_: Any) -> None:
    """Keep the table small."""
    prune_statements(PruneStatements(now=timezone.now()))
