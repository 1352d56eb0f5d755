"""Everything the staff page about the database shows."""

from dataclasses import dataclass

from django.conf import settings

from electricityshop.monitoring.charts import Bar, Histogram, bars, histogram
from electricityshop.monitoring.queries.activity import Activity, activity
from electricityshop.monitoring.queries.index_use import IndexUse, index_use
from electricityshop.monitoring.queries.server_statements import ServerStatement, server_statements
from electricityshop.monitoring.queries.slow_statements import SlowOne, slow_statements
from electricityshop.monitoring.queries.statement_statistics import (
    By,
    StatementUse,
    Statistics,
    statement_statistics,
)
from electricityshop.monitoring.queries.table_use import TableUse, table_use

MOST_BARS = 10
LONGEST_LABEL = 120


@dataclass(frozen=True, slots=True)
class Overview:
    """`server` is None where pg_stat_statements is not there. `by` orders statements and scopes."""

    by: By
    scope: str
    statistics: Statistics
    histogram: Histogram
    statement_bars: tuple[Bar, ...]
    scope_bars: tuple[Bar, ...]
    slow: tuple[SlowOne, ...]
    slow_from: int
    server: tuple[ServerStatement, ...] | None
    activity: Activity
    indexes: tuple[IndexUse, ...]
    tables: tuple[TableUse, ...]

    @property
    def unused(self) -> tuple[IndexUse, ...]:
        return tuple(index for index in self.indexes if index.is_unused)

    @property
    def unused_bytes(self) -> int:
        return sum(index.bytes for index in self.unused)


def overview(*, by: By, scope: str) -> Overview:
    """Nine statements or ten. `scope` names one view or job, whose statements alone are shown; empty for all."""
    found = statement_statistics(by=by, scope=scope)
    return Overview(
        by=by,
        scope=scope,
        statistics=found,
        histogram=histogram(found.spread, settings.SLOW_STATEMENT_MS),
        statement_bars=bars([(_label(each), getattr(each, by)) for each in found.statements[:MOST_BARS]]),
        scope_bars=bars([(each.scope, getattr(each, by)) for each in found.scopes[:MOST_BARS]]),
        slow=slow_statements(),
        slow_from=settings.SLOW_STATEMENT_MS,
        server=server_statements(),
        activity=activity(),
        indexes=index_use(),
        tables=table_use(),
    )


def _label(one: StatementUse) -> str:
    return f"{one.scope}: {one.text[:LONGEST_LABEL]}"
