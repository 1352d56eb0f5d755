"""Putting work on a queue. A job carries ids and nothing else; PostgreSQL knows what is to do."""

from datetime import timedelta
from functools import cache
from typing import Literal

import django_rq
import rq
import structlog
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import RedisError
from redis.retry import Retry as NoRetry
from rq import Retry

from electricityshop.breaker import Breaker
from electricityshop.guarded_redis import GuardedRedis

Queue = Literal["high", "default", "low"]
Id = int | str

RETRY = Retry(max=3)
"""A killed worker's job is put back; without it, it would be lost (measured, see docs/jobs.md)."""

logger = structlog.get_logger(__name__)


class DoorbellRedis(GuardedRedis):
    """Who rings has committed already, and somebody waits: one short timeout, then none for a while."""

    breaker = Breaker(settings.CACHE_RETRY_SECONDS)


def enqueue(function: str, /, *, queue: Queue = "default", **ids: Id) -> str:
    """Queue the job function at dotted path `function`; its job id. Raises `RedisError` when Redis is away."""
    return _enqueued(django_rq.get_queue(queue), function, ids)


def schedule(function: str, /, *, after: timedelta, queue: Queue = "default", **ids: Id) -> str:
    """Queue it once `after` has passed. The wait is kept in Redis: a row must know of it too."""
    job = django_rq.get_queue(queue).enqueue_in(
        after, function, kwargs={**ids, **_context()}, retry=RETRY, result_ttl=60, failure_ttl=7 * 24 * 3600
    )
    return str(job.id)


def ring(function: str, /, *, queue: Queue = "default", **ids: Id) -> None:
    """Queue it as a hint: when Redis is away this is logged, and a sweeper finds the row later."""
    try:
        _enqueued(django_rq.get_queue(queue, connection=_doorbell()), function, ids)
    except RedisError:
        logger.warning("doorbell not rung", function=function, **ids)


def _enqueued(queue: rq.Queue, function: str, ids: dict[str, Id]) -> str:
    job = queue.enqueue(
        function, kwargs={**ids, **_context()}, retry=RETRY, result_ttl=60, failure_ttl=7 * 24 * 3600
    )
    return str(job.id)


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
