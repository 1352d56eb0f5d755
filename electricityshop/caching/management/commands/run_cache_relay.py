"""`manage.py run_cache_relay`: tell the cache what others than this shop's processes wrote. Run one or more."""

import signal
import threading
from typing import Any

import psycopg
import structlog
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connection

from electricityshop.caching.connection import BREAKER
from electricityshop.caching.relay import listen

logger = structlog.get_logger(__name__)
AGAIN_SECONDS = 0.5


class Command(BaseCommand):
    help = "Listen to PostgreSQL and tell the cache what was written, whoever wrote it."

    def handle(self, *args: Any, **options: Any) -> None:
        BREAKER.never_open()
        stop = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stop.set())
        while not stop.is_set():
            try:
                listen(stop)
            except (
                DatabaseError,
                psycopg.Error,
            ):  # while it listens, psycopg's own: Django is not in between
                logger.warning("cache relay lost PostgreSQL")
                connection.close()
                stop.wait(AGAIN_SECONDS)
