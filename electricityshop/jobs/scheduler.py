"""The scheduler: one leader at a time, chosen by a PostgreSQL advisory lock."""

import threading
import time

import django_rq
import structlog
from django.db import OperationalError, connection
from redis.exceptions import RedisError

from electricityshop.jobs.periodic import PERIODIC

logger = structlog.get_logger(__name__)

LEADER_LOCK = 0x5C4ED
TICK_SECONDS = 0.5


def run_scheduler(stop: threading.Event) -> None:
    """Queue periodic jobs until `stop` is set. A second scheduler waits until the first one's connection ends."""
    due = dict.fromkeys(PERIODIC, 0.0)
    leading = False
    while not stop.wait(TICK_SECONDS):
        try:
            was_leading, leading = leading, _is_leader()
        except OperationalError:
            logger.warning("scheduler lost PostgreSQL")
            connection.close()
            leading = False
            continue
        if not leading:
            continue
        if not was_leading:
            logger.info("scheduler leads", tasks=len(PERIODIC))
        now = time.monotonic()
        for function, interval in PERIODIC.items():
            if now >= due[function]:
                due[function] = now + interval
                _enqueue(function, interval)
    connection.close()  # gives up the lead


def _is_leader() -> bool:
    """Take the lock, or find that this session has it already."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = %s AND classid = 0"
            " AND pid = pg_backend_pid() AND granted) OR pg_try_advisory_lock(%s)",
            [LEADER_LOCK, LEADER_LOCK],
        )
        row = cursor.fetchone()
    return bool(row and row[0])


def _enqueue(function: str, interval: float) -> None:
    """A sweep that no worker got to within its interval is not worth running late: the next one replaces it."""
    try:
        django_rq.get_queue("default").enqueue(
            function, ttl=max(int(interval), 1), result_ttl=0, failure_ttl=24 * 3600
        )
    except RedisError:
        logger.warning("scheduler found Redis away", function=function)
