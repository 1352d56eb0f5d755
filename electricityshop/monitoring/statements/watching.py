"""Every statement on every connection is timed and counted; slow ones are looked into."""

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper

from electricityshop.monitoring.statements.fingerprints import fingerprint
from electricityshop.monitoring.statements.scopes import count
from electricityshop.monitoring.statements.slow import look_into


def watch_connection(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """A receiver of `connection_created`."""
    if settings.DATABASE_STATISTICS and _watch not in connection.execute_wrappers:
        connection.execute_wrappers.append(_watch)


def _watch(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: dict[str, Any]) -> Any:  # noqa: FBT001  # Django's signature
    """Costs a few microseconds a statement (docs/database.md). What failed is counted too."""
    rows = 0
    began = time.perf_counter()
    try:
        answer = execute(sql, params, many, context)
        rows = context["cursor"].cursor.rowcount
        return answer
    finally:
        seconds = time.perf_counter() - began
        found = fingerprint(sql)
        scope = count(found, seconds, rows)
        if 0 < settings.SLOW_STATEMENT_MS <= seconds * 1000:
            look_into(context["connection"], found, sql, None if many else params, scope, seconds)
