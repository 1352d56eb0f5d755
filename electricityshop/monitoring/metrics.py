"""`/metrics`: how the jobs stand, as Prometheus reads it. Names and meanings are in docs/jobs.md."""

import hmac
from collections.abc import Iterator

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_PLAIN_0_0_4
from redis.exceptions import RedisError

from electricityshop.jobs.connection import queue_redis
from electricityshop.jobs.dead_letters import KINDS
from electricityshop.jobs.due import due_now
from electricityshop.jobs.monitoring import queue_states, scheduler_leader, worker_state
from electricityshop.jobs.throughput import totals


@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """For who sends `METRICS_TOKEN` as a bearer token, and for staff with `jobs.view_jobs`."""
    is_permitted = request.user.is_staff and request.user.has_perm("jobs.view_jobs")
    if not (_has_token(request) or is_permitted):
        answer = HttpResponse(
            "Send METRICS_TOKEN as a bearer token.\n", content_type="text/plain", status=401
        )
        answer["WWW-Authenticate"] = "Bearer"
        return answer
    registry = CollectorRegistry()
    registry.register(JobsCollector())
    return HttpResponse(generate_latest(registry), content_type=CONTENT_TYPE_PLAIN_0_0_4)


class JobsCollector:
    """About fifteen statements, each by its index, and a few round trips to the queue's Redis."""

    def collect(self) -> Iterator[Metric]:
        yield from _from_postgresql()
        try:
            found = list(_from_redis())
        except RedisError:
            found = []
        yield GaugeMetricFamily("shop_queue_up", "Whether the queue's Redis answers.", value=bool(found))
        yield from found


def _from_postgresql() -> Iterator[Metric]:
    rows = GaugeMetricFamily(
        "shop_due_rows", "Rows that should have been dealt with by now.", labels=["kind"]
    )
    age = GaugeMetricFamily("shop_due_age_seconds", "Age of the oldest of them.", labels=["kind"])
    late = GaugeMetricFamily("shop_late", "1 when that age is past its limit.", labels=["kind"])
    for found in due_now():
        label = [found.kind.name.replace(" ", "_")]
        rows.add_metric(label, found.due.count)
        age.add_metric(label, found.age.total_seconds())
        late.add_metric(label, found.is_alarming)
    yield from (rows, age, late, _dead_letters())
    leader = scheduler_leader() is not None
    yield GaugeMetricFamily("shop_scheduler_leads", "1 when a scheduler has the lead.", value=leader)


def _dead_letters() -> Metric:
    dead = GaugeMetricFamily("shop_dead_letters", "What was given up.", labels=["kind"])
    for kind in KINDS.values():
        try:
            dead.add_metric([kind.name], kind.count())
        except RedisError:
            continue
    return dead


def _from_redis() -> Iterator[Metric]:
    """Raises `RedisError`."""
    depth = GaugeMetricFamily("shop_queue_jobs", "Jobs that wait for a worker.", labels=["queue"])
    age = GaugeMetricFamily(
        "shop_queue_age_seconds", "How long the first of them has waited.", labels=["queue"]
    )
    failed = GaugeMetricFamily("shop_queue_failed", "Jobs that failed and are kept.", labels=["queue"])
    for queue in queue_states():
        depth.add_metric([queue.name], queue.depth)
        age.add_metric([queue.name], queue.oldest_seconds)
        failed.add_metric([queue.name], queue.failed)
    yield from (depth, age, failed)
    workers = worker_state()
    yield GaugeMetricFamily("shop_workers", "Workers alive.", value=workers.alive)
    yield GaugeMetricFamily("shop_workers_busy", "Workers that run a job.", value=workers.busy)
    done, broken = totals(queue_redis())
    ended = CounterMetricFamily(
        "shop_jobs", "Jobs that ended; every failed attempt counts.", labels=["outcome"]
    )
    ended.add_metric(["done"], done)
    ended.add_metric(["failed"], broken)
    yield ended


def _has_token(request: HttpRequest) -> bool:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    expected = settings.METRICS_TOKEN.encode()
    return bool(expected) and scheme == "Bearer" and hmac.compare_digest(token.strip().encode(), expected)
