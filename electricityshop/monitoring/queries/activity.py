"""The database as a whole: its connections, how much it found in memory, and since when it counts."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection


@dataclass(frozen=True, slots=True)
class Connections:
    state: str
    count: int
    longest_seconds: float
    """How long the one in this state for the longest has been so."""


@dataclass(frozen=True, slots=True)
class Activity:
    """`since` is when the server's statistics were reset last; None: never."""

    connections: tuple[Connections, ...]
    most_connections: int
    hit_percent: float | None
    bytes: int
    commits: int
    rollbacks: int
    deadlocks: int
    spilled_bytes: int
    since: datetime | None
    version: str

    @property
    def connected(self) -> int:
        return sum(each.count for each in self.connections)

    @property
    def is_nearly_full(self) -> bool:
        return self.connected > 0.8 * self.most_connections


def activity() -> Activity:
    """Two statements."""
    with connection.cursor() as cursor:
        cursor.execute(_DATABASE)
        hit, read, size, commits, rollbacks, deadlocks, spilled, since, most, version = cursor.fetchone()
        cursor.execute(_CONNECTIONS)
        connections = tuple(Connections(*row) for row in cursor.fetchall())
    return Activity(
        connections=connections,
        most_connections=most,
        hit_percent=100 * hit / (hit + read) if hit + read else None,
        bytes=size,
        commits=commits,
        rollbacks=rollbacks,
        deadlocks=deadlocks,
        spilled_bytes=spilled,
        since=since,
        version=version,
    )


_DATABASE = """
SELECT blks_hit, blks_read, pg_database_size(datid), xact_commit, xact_rollback, deadlocks, temp_bytes, stats_reset,
    current_setting('max_connections')::int, current_setting('server_version')
FROM pg_stat_database WHERE datname = current_database()
"""

_CONNECTIONS = """
SELECT coalesce(state, 'unknown'), count(*), coalesce(extract(epoch FROM max(clock_timestamp() - state_change)), 0)::float8
FROM pg_stat_activity
WHERE datname = current_database() AND backend_type = 'client backend'
GROUP BY 1 ORDER BY 2 DESC, 1
"""
