"""What a check is, and how it is carried out."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connection
from django.utils import timezone

NAMED = 50
"""How many rows of one check are named; all are counted."""

_NAMED_AND_COUNTED = (
    "WITH found AS ({}) SELECT named, what, count(*) OVER () FROM found ORDER BY named LIMIT {}"
)


@dataclass(frozen=True, slots=True)
class Check:
    """A promise, and the statement that finds the rows that break it.

    The statement gives two texts a row: `named` (an order's number, an id) and `what` is wrong with it. `%(before)s` is
    the moment before which something should have been done. It costs one pass over the tables it names, or less.
    """

    name: str
    promise: str
    sql: str


@dataclass(frozen=True, slots=True)
class Row:
    named: str
    what: str


@dataclass(frozen=True, slots=True)
class Finding:
    """`rows` are the first `NAMED` of `count`."""

    name: str
    promise: str
    count: int
    rows: tuple[Row, ...]


def carry_out(check: Check, older_than: timedelta) -> Finding:
    """One statement, and so one moment: what one transaction changed is seen whole or not at all."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMED_AND_COUNTED.format(check.sql, NAMED), {"before": timezone.now() - older_than})
        found = cursor.fetchall()
    rows = tuple(Row(named, what) for named, what, _ in found)
    return Finding(check.name, check.promise, found[0][2] if found else 0, rows)
