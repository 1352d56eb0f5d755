"""Adding what a process counted to what all of them counted."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from electricityshop.commands import command
from electricityshop.monitoring.models import SlowStatement
from electricityshop.monitoring.statements.scopes import Key
from electricityshop.monitoring.statements.slow import Slow
from electricityshop.monitoring.statements.tally import Tally

MOST_SLOW_KEPT = 200
_LONGEST_SCOPE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStatements:
    counted: Mapping[Key, Tally]
    slow: tuple[Slow, ...]
    now: datetime


@command
def record_statements(wanted: RecordStatements) -> None:
    """One upsert, in the order of its key: processes that send at once wait for each other and do not deadlock."""
    rows = _rows(wanted.counted)
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(_ADD, {"rows": json.dumps(rows), "now": wanted.now})
    if wanted.slow:
        SlowStatement.objects.bulk_create(map(_kept, wanted.slow))
        newest = SlowStatement.objects.order_by("-pk").values("pk")[:MOST_SLOW_KEPT]
        SlowStatement.objects.exclude(pk__in=list(newest.values_list("pk", flat=True))).delete()


_ADD = """
INSERT INTO monitoring_statement AS kept
    (scope, fingerprint, text, count, seconds, longest, rows, buckets, last_at)
SELECT scope, fingerprint, text, count, seconds, longest, rows, buckets, %(now)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS counted
    (scope text, fingerprint text, text text, count bigint, seconds float8, longest float8, rows bigint, buckets bigint[])
ORDER BY scope, fingerprint
ON CONFLICT (scope, fingerprint) DO UPDATE SET
    count = kept.count + excluded.count,
    seconds = kept.seconds + excluded.seconds,
    longest = greatest(kept.longest, excluded.longest),
    rows = kept.rows + excluded.rows,
    last_at = greatest(kept.last_at, excluded.last_at),
    buckets = (
        SELECT array_agg(coalesce(before, 0) + coalesce(more, 0) ORDER BY number)
        FROM unnest(kept.buckets, excluded.buckets) WITH ORDINALITY AS bucket (before, more, number)
    )
"""


def _rows(counted: Mapping[Key, Tally]) -> list[dict[str, Any]]:
    """One a scope and fingerprint, whatever object the fingerprint was."""
    sums: dict[tuple[str, str], Tally] = {}
    texts: dict[str, str] = {}
    for (scope, statement), tally in counted.items():
        texts[statement.name] = statement.text
        sums.setdefault((scope[:_LONGEST_SCOPE], statement.name), Tally()).merge(tally)
    return [
        {
            "scope": scope, "fingerprint": name, "text": texts[name], "count": tally.count, "seconds": tally.seconds,
            "longest": tally.longest, "rows": tally.rows, "buckets": tally.spread(),
        }
        for (scope, name), tally in sums.items()
    ]  # fmt: skip


def _kept(found: Slow) -> SlowStatement:
    return SlowStatement(
        at=found.at,
        scope=found.scope[:_LONGEST_SCOPE],
        fingerprint=found.statement.name,
        text=found.statement.text,
        milliseconds=found.milliseconds,
        plan=found.plan,
    )
