"""Hot queries of the statistics themselves: every process adds to them, staff look at them."""

from functools import partial

from django.utils import timezone

from electricityshop.monitoring.commands.forget_statements import PruneStatements, prune_statements
from electricityshop.monitoring.commands.record_statements import RecordStatements, record_statements
from electricityshop.monitoring.models import Statement
from electricityshop.monitoring.queries.slow_statements import slow_statements
from electricityshop.monitoring.queries.statement_statistics import statement_statistics
from electricityshop.monitoring.statements.fingerprints import fingerprint
from electricityshop.monitoring.statements.tally import Tally
from electricityshop.plans.registry import Ask, Size, hot_query

_EVERY = 1_000_000
"""Rows: three thousand are kept, so that all of them may be looked at."""


@hot_query(Statement, statements=1)
def statements_recorded(size: Size) -> Ask:
    """A process adds what it counted, every half a minute."""
    counted = {
        (f"view:{number}", fingerprint(f"SELECT number_{number}")): Tally(count=1, seconds=0.1)
        for number in range(200 if size is Size.MANY else 1)
    }
    return partial(record_statements, RecordStatements(counted=counted, slow=(), now=timezone.now()))


@hot_query(Statement, statements=3, rows_free=_EVERY, sorted_rows=_EVERY, scanned=("monitoring_statement",))
def statements_pruned(_: Size) -> Ask:
    """Old statistics go, once a day; it looks at all of them."""
    return partial(prune_statements, PruneStatements(now=timezone.now()))


@hot_query(Statement, statements=2, rows_free=_EVERY, scanned=("monitoring_statement",))
def statements_told(_: Size) -> Ask:
    """Staff look at what costs the database most; the numbers of all are read."""
    return statement_statistics


@hot_query(Statement, statements=1)
def slow_statements_told(_: Size) -> Ask:
    """Staff look at the last slow statements, of which two hundred are kept."""
    return slow_statements
