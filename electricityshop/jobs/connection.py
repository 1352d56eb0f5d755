"""The queue's Redis as staff pages and metrics look at it: who only looks does not wait long."""

from functools import cache

import django_rq
import rq
from django.conf import settings
from redis import Redis
from redis.backoff import NoBackoff
from redis.retry import Retry

PATIENCE = 2.0
"""Seconds per round trip."""


def queues() -> list[rq.Queue]:
    """The most urgent first."""
    redis = queue_redis()
    return [django_rq.get_queue(name, connection=redis) for name in settings.RQ_QUEUES]


def queue_redis() -> Redis:
    return _connected(settings.QUEUE_REDIS_URL)


@cache
def _connected(url: str) -> Redis:
    return Redis.from_url(
        url, socket_timeout=PATIENCE, socket_connect_timeout=PATIENCE, retry=Retry(NoBackoff(), 0)
    )
