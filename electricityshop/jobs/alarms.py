"""Saying out loud that work is late: one line in the log per kind and interval."""

import structlog
from django.conf import settings
from redis.exceptions import RedisError

from electricityshop.jobs.connection import queue_redis
from electricityshop.jobs.due import DueNow, due_now

logger = structlog.get_logger(__name__)


def sound_alarms() -> tuple[str, ...]:
    """Log every kind whose oldest row is late, unless it was said lately; the kinds that were logged."""
    late = [found for found in due_now() if found.is_alarming and _is_first(found.kind.name)]
    for found in late:
        _log(found)
    return tuple(found.kind.name for found in late)


def _log(found: DueNow) -> None:
    logger.error(
        "work is late",
        kind=found.kind.name,
        rows=found.due.count,
        seconds=round(found.age.total_seconds()),
        limit=round(found.kind.limit.total_seconds()),
        examples=found.due.examples,
    )


def _is_first(kind: str) -> bool:
    """Whether nobody said it within the interval. Without Redis it is said every time: better twice than never."""
    try:
        return bool(queue_redis().set(f"shop:jobs:alarm:{kind}", 1, nx=True, ex=settings.ALARM_SECONDS))
    except RedisError:
        return True
