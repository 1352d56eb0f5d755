"""How large each table is, how much of it is dead or empty, and when it was last vacuumed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class TableUse:
    """Bytes. `bloat` estimates what a table without dead rows and gaps would not need, None before its first ANALYZE."""

    name: str
    rows: int
    dead: int
    bytes: int
    index_bytes: int
    total_bytes: int
    bloat: int | None
    sequential_scans: int
    index_scans: int
    vacuumed_at: datetime | None
    analyzed_at: datetime | None

    @property
    def dead_percent(self) -> float:
        return 100 * self.dead / max(1, self.rows + self.dead)

    @property
    def bloat_percent(self) -> float | None:
        return None if self.bloat is None else 100 * self.bloat / max(1, self.bytes)


def table_use(most: int = 100) -> tuple[TableUse, ...]:
    """The largest first. One statement. `rows` and `dead` are PostgreSQL's own running estimates."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [most])
        return tuple(_table(row) for row in cursor.fetchall())


_USE = """
WITH width AS (
    SELECT schemaname, tablename, sum((1 - null_frac) * avg_width) AS bytes
    FROM pg_stats GROUP BY schemaname, tablename
)
SELECT used.relname, used.n_live_tup, used.n_dead_tup, pg_relation_size(used.relid),
    pg_indexes_size(used.relid), pg_total_relation_size(used.relid) AS total,
    class.reltuples, width.bytes, used.seq_scan, coalesce(used.idx_scan, 0),
    greatest(used.last_vacuum, used.last_autovacuum), greatest(used.last_analyze, used.last_autoanalyze)
FROM pg_stat_user_tables used
JOIN pg_class class ON class.oid = used.relid
LEFT JOIN width ON width.schemaname = used.schemaname AND width.tablename = used.relname
WHERE used.schemaname = ANY(current_schemas(false))
ORDER BY total DESC, used.relname
LIMIT %s
"""

_ROW_BYTES = 28
"""Its header and its place in the page."""
_PAGE_BYTES = 8192
_USABLE_BYTES = 8168


def _table(row: tuple[Any, ...]) -> TableUse:
    name, live, dead, size, indexes, total, counted, width, sequential, scans, vacuumed, analyzed = row
    return TableUse(
        name=name,
        rows=live,
        dead=dead,
        bytes=size,
        index_bytes=indexes,
        total_bytes=total,
        bloat=None if width is None or counted < 0 else _bloat(size, counted, float(width)),
        sequential_scans=sequential,
        index_scans=scans,
        vacuumed_at=vacuumed,
        analyzed_at=analyzed,
    )


def _bloat(size: int, rows: float, width: float) -> int:
    """From the mean width of the columns that ANALYZE found; padding between them is not known, and counts as bloat."""
    pages = -(-rows * (width + _ROW_BYTES) // _USABLE_BYTES)
    return max(0, size - int(pages) * _PAGE_BYTES)
