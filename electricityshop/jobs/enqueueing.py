"""Putting work on a queue. A job carries ids and nothing else; PostgreSQL knows what is to do."""

from datetime import timedelta
from functools import cache
from typing import Any, Literal

import django_rq
import rq
import structlog
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry as NoRetry

from electricityshop.breaker import Breaker
from electricityshop.guarded_redis import GuardedRedis
from electricityshop.jobs.retries import DATABASE, RetryPolicy

Queue = Literal["high", "default", "low"]
Id = int | str

LONGEST_WAIT = 24 * 3600
"""Seconds a job waits for another one. RQ itself waits for ever when that one fails (measured, see docs/jobs.md)."""

logger = structlog.get_logger(__name__)


class DoorbellRedis(GuardedRedis):
    """Who rings has committed already, and somebody waits: one short timeout, then none for a while."""

    breaker = Breaker(settings.CACHE_RETRY_SECONDS)


def enqueue(function: str, /, *, queue: Queue = "default", policy: RetryPolicy = DATABASE, **ids: Id) -> str:
    """Queue the job function at dotted path `function`; its job id. Raises `RedisError` when Redis is away."""
    return _enqueued(django_rq.get_queue(queue), function, ids, policy)


def continue_with(
    first: str, function: str, /, *, queue: Queue = "default", policy: RetryPolicy = DATABASE, **ids: Id
) -> str:
    """Queue `function` once the job with id `first` has succeeded, at once when it has; the new job's id.

    A hint, like `ring`: it is kept in Redis, and is dropped when `first` fails for good. What must follow is a row
    that the first job's command writes and a sweep finds. Raises `RedisError`.
    """
    how = {"depends_on": first, "ttl": LONGEST_WAIT}
    return _enqueued(django_rq.get_queue(queue), function, ids, policy, **how)


def schedule(
    function: str, /, *, after: timedelta, queue: Queue = "default", policy: RetryPolicy = DATABASE, **ids: Id
) -> str:
    """Queue it once `after` has passed. The wait is kept in Redis: a row must know of it too."""
    job = django_rq.get_queue(queue).enqueue_in(after, function, **_terms(ids, policy))
    return str(job.id)


def ring(function: str, /, *, queue: Queue = "default", policy: RetryPolicy = DATABASE, **ids: Id) -> None:
    """Queue it as a hint: when Redis is away this is logged, and a sweeper finds the row later."""
    try:
        _enqueued(django_rq.get_queue(queue, connection=_doorbell()), function, ids, policy)
    except RedisError:
        logger.warning("doorbell not rung", function=function, **ids)


def _enqueued(queue: rq.Queue, function: str, ids: dict[str, Id], policy: RetryPolicy, **how: Any) -> str:
    return str(queue.enqueue(function, **_terms(ids, policy), **how).id)


def _terms(ids: dict[str, Id], policy: RetryPolicy) -> dict[str, Any]:
    """Without a retry a killed worker's job would be lost (measured, see docs/jobs.md)."""
    return {
        "kwargs": {**ids, **_context()},
        "retry": policy.for_job(),
        "result_ttl": 60,
        "failure_ttl": 7 * 24 * 3600,
    }


@cache
def _doorbell() -> Redis:
    seconds = settings.CACHE_TIMEOUT_SECONDS
    return DoorbellRedis.from_url(
        settings.QUEUE_REDIS_URL,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        retry=NoRetry(NoBackoff(), 0),
    )


def _context() -> dict[str, str]:
    request_id = structlog.contextvars.get_contextvars().get("request_id")
    return {"request_id": str(request_id)} if request_id else {}
