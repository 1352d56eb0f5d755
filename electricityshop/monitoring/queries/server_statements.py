"""What PostgreSQL itself counted, where the extension pg_stat_statements is there."""

from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection

from electricityshop.monitoring.models import Statement
from electricityshop.monitoring.statements.fingerprints import fingerprint


@dataclass(frozen=True, slots=True)
class ServerStatement:
    """Milliseconds, `total` in seconds. `scopes` are the views and jobs in which the shop counted the same one."""

    text: str
    count: int
    total: float
    mean: float
    rows_each: float
    hit_percent: float | None
    scopes: tuple[str, ...]


def server_statements(most: int = 15) -> tuple[ServerStatement, ...] | None:
    """Those that cost this database the most; None where the extension is missing, not loaded or not to be read.

    Ask outside a transaction: an extension that is installed but not loaded answers with an error.
    """
    if not _is_there():
        return None
    try:
        with connection.cursor() as cursor:
            cursor.execute(_COSTLIEST, [most])
            rows = cursor.fetchall()
    except DatabaseError:
        return None
    scopes = _scopes([fingerprint(row[0]).name for row in rows])
    return tuple(_statement(row, scopes) for row in rows)


def _is_there() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('pg_stat_statements') IS NOT NULL")
        return bool(cursor.fetchone()[0])


_COSTLIEST = """
SELECT query, calls, total_exec_time, rows, shared_blks_hit, shared_blks_read
FROM pg_stat_statements
WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database())
ORDER BY total_exec_time DESC
LIMIT %s
"""


def _scopes(names: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    known = Statement.objects.filter(fingerprint__in=names).order_by("-seconds")
    for name, scope in known.values_list("fingerprint", "scope"):
        found[name] = (*found.get(name, ()), scope)
    return found


def _statement(row: tuple[Any, ...], scopes: dict[str, tuple[str, ...]]) -> ServerStatement:
    query, calls, milliseconds, rows, hit, read = row
    known = fingerprint(query)
    return ServerStatement(
        text=known.text,
        count=calls,
        total=milliseconds / 1000,
        mean=milliseconds / max(1, calls),
        rows_each=rows / max(1, calls),
        hit_percent=100 * hit / (hit + read) if hit + read else None,
        scopes=scopes.get(known.name, ()),
    )
