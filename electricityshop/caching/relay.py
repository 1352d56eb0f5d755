"""The relay: what is written in the outbox of the cache reaches Redis, and then leaves the outbox."""

import threading
from collections.abc import Callable
from uuid import UUID

import structlog
from django.db import connection

from electricityshop.caching import connection as redis
from electricityshop.caching.connection import Away
from electricityshop.caching.models import Touch
from electricityshop.caching.triggers import CHANNEL

AT_ONCE = 1_000
LOOK_EVERY_SECONDS = 1.0
RETRY_SECONDS = 0.02
"""While Redis is away: as soon as it is back, it must learn what it missed."""

logger = structlog.get_logger(__name__)


def relay_touches() -> int:
    """Tell Redis of every touch that is written down; how many. Safe to repeat and to run twice. Raises `Away`."""
    told = 0
    while rows := untold():
        redis.touch([(str(key), tags) for key, tags in rows])
        Touch.objects.filter(pk__in=[key for key, _ in rows]).delete()
        told += len(rows)
    return told


def untold() -> list[tuple[UUID, list[str]]]:
    """Id and tags of the touches that wait longest."""
    return list(Touch.objects.order_by("touched_at").values_list("id", "tags")[:AT_ONCE])


def listen(stop: threading.Event, ready: Callable[[], None] = lambda: None) -> None:
    """Relay whatever is committed, as soon as PostgreSQL says so, until `stop` is set.

    Raises `DatabaseError`, or psycopg's own `Error`, when PostgreSQL goes away.
    """
    connection.ensure_connection()
    listening = connection.connection
    listening.execute(f"LISTEN {CHANNEL}")
    ready()
    while not stop.is_set():
        try:
            relay_touches()
        except Away:
            stop.wait(RETRY_SECONDS)
            continue
        for _ in listening.notifies(timeout=LOOK_EVERY_SECONDS, stop_after=1):
            pass
