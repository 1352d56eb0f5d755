"""How much each index is used, and how large it is for what is in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class IndexUse:
    """`scans` since the statistics were reset. `last_scan` is told by PostgreSQL 16 and newer, None: not since then.

    `bytes_each` is size by entries; one that is much above its kind's is bloated, and REINDEX CONCURRENTLY makes it small.
    """

    table: str
    name: str
    scans: int
    last_scan: datetime | None
    bytes: int
    bytes_each: float | None
    is_constraint: bool

    @property
    def is_unused(self) -> bool:
        """One that guards a constraint is needed without a scan."""
        return not self.scans and not self.is_constraint


def index_use(most: int = 400) -> tuple[IndexUse, ...]:
    """The least used first, among them the largest. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_USE, [most])
        return tuple(_index(row) for row in cursor.fetchall())


_USE = """
SELECT used.relname, used.indexrelname, used.idx_scan,
    (to_jsonb(used) ->> 'last_idx_scan')::timestamptz,  -- a column that older servers do not have
    pg_relation_size(used.indexrelid) AS size, class.reltuples,
    index.indisunique OR index.indisexclusion
FROM pg_stat_user_indexes used
JOIN pg_index index USING (indexrelid)
JOIN pg_class class ON class.oid = used.indexrelid
WHERE used.schemaname = ANY(current_schemas(false))
ORDER BY (index.indisunique OR index.indisexclusion), used.idx_scan, size DESC, used.indexrelname
LIMIT %s
"""


def _index(row: tuple[Any, ...]) -> IndexUse:
    table, name, scans, last_scan, size, entries, is_constraint = row
    return IndexUse(
        table=table,
        name=name,
        scans=scans,
        last_scan=last_scan,
        bytes=size,
        bytes_each=size / entries if entries > 0 else None,
        is_constraint=is_constraint,
    )
