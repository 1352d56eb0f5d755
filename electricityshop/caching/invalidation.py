"""Telling Redis what a transaction touched, the moment it has committed.

The triggers have written it down. This process tells Redis of its own transactions at once; the relay does the same
for all others, and for those of a process that died before it could. A touch is made once, whoever tells first.
"""

import re
import threading
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import structlog
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from electricityshop.caching.connection import Away
from electricityshop.caching.connection import touch as tell
from electricityshop.caching.declarations import DECLARED
from electricityshop.caching.models import Touch
from electricityshop.caching.near import CLOCK

logger = structlog.get_logger(__name__)


class _Thread(threading.local):
    is_untold = False
    """Whether a statement wrote since Redis was told last."""


_thread = _Thread()
_OWN = "SELECT id::text, tags FROM caching_touch WHERE backend = pg_backend_pid()"


def touch(*tags: str) -> None:
    """Touch `tags` once the transaction commits: for what the declarations cannot know, such as staff purging."""
    Touch.objects.create(tags=list(tags))


def watch_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A receiver of `connection_created`: every statement on it is looked at."""
    if _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:
    answer = execute(sql, params, many, context)
    text = sql if isinstance(sql, str) else str(sql)
    if not text.startswith("SELECT") and _watched().search(text):
        _tell_after_commit()
    return answer


@cache
def _watched() -> re.Pattern[str]:
    """A statement that writes to a declared table, or may."""
    models: tuple[type[Model], ...] = (*DECLARED, Touch)
    tables = "|".join(model._meta.db_table for model in models)
    return re.compile(rf"\b(?:INSERT|UPDATE|DELETE|MERGE|COPY|TRUNCATE)\b.*\b(?:{tables})\b", re.DOTALL)


def _tell_after_commit() -> None:
    """One callback for each statement, so that a rolled back savepoint takes its own with it; the first tells all."""
    _thread.is_untold = True
    transaction.on_commit(_tell, robust=True)


def own_touches() -> Sequence[tuple[str, list[str]]]:
    """Id and tags of what this connection wrote and Redis may not know."""
    with connection.cursor() as cursor:
        cursor.execute(_OWN)
        rows: Sequence[tuple[str, list[str]]] = cursor.fetchall()
    return rows


def _tell() -> None:
    if not _thread.is_untold:
        return
    try:
        if touched := own_touches():
            tell(touched)
    except (Away, DatabaseError) as error:
        logger.warning("cache not told, the relay will", error=type(error).__name__)
    _thread.is_untold = False
    CLOCK.forget()
