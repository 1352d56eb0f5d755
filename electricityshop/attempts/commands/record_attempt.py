"""Counting an attempt towards its limits, exactly, however many come at once."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from electricityshop.attempts.counting import count_attempt
from electricityshop.attempts.limits import Limit
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAttempt:
    limits: tuple[Limit, ...]
    now: datetime


@command
def record_attempt(wanted: RecordAttempt) -> None:
    """Count one attempt against every limit. Raises `TooManyAttempts`, counting nothing, when one is used up.

    Attempts on the same subject go one after the other, so that parallel ones cannot slip past the limit together.
    """
    _queue_up(sorted(limit.key for limit in wanted.limits))
    count_attempt(wanted.limits, wanted.now)


def _queue_up(keys: list[str]) -> None:
    numbers = [int(key[:15], 16) for key in keys]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(number) FROM unnest(%s::bigint[]) AS number", [numbers])
