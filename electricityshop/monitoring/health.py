"""`/health/live`: the process answers. `/health/ready`: everything it needs does too, and how the rest is."""

from collections.abc import Callable

from django.core.cache import caches
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache

from electricityshop.jobs.monitoring import ping_queue, worker_count


@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """200 when all checks pass that a shop cannot do without, 503 otherwise, with each check's answer."""
    checks = {name: _answer(check) for name, check in CHECKS.items()}
    is_ready = all(answer == "ok" for name, answer in checks.items() if name not in DISPENSABLE)
    return JsonResponse(
        {"status": "ok" if is_ready else "unavailable", "checks": checks}, status=200 if is_ready else 503
    )


def _answer(check: Callable[[], str]) -> str:
    try:
        return check()
    except Exception as error:  # noqa: BLE001  # whatever went wrong, the answer is "not ready", never a 500
        return f"{type(error).__name__}"


def _postgresql() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return "ok"


def _migrations() -> str:
    executor = MigrationExecutor(connection)
    pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return f"{len(pending)} to apply" if pending else "ok"


def _redis() -> str:
    caches["default"].client.get_client().ping()  # type: ignore[attr-defined]  # django-redis adds it
    return "ok"


def _queue() -> str:
    ping_queue()
    return "ok"


def _workers() -> str:
    return "ok" if worker_count() else "none running"


DISPENSABLE = {"redis"}
"""Without its cache the shop is slower and right: that is no reason to take it off the air."""

CHECKS: dict[str, Callable[[], str]] = {
    "postgresql": _postgresql,
    "migrations": _migrations,
    "redis": _redis,
    "queue": _queue,
    "workers": _workers,
}
