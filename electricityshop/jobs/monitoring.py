"""Whether jobs run: the queue's Redis, the queues, the workers, and who leads the scheduler."""

from dataclasses import dataclass
from datetime import UTC, datetime

import django_rq
import rq
from django.db import connection
from rq import Worker
from rq.registry import BaseRegistry
from rq.worker import WorkerStatus

from electricityshop.jobs.connection import queue_redis, queues
from electricityshop.jobs.scheduler import LEADER_LOCK


@dataclass(frozen=True, slots=True)
class QueueState:
    """`oldest_seconds` is how long its first job has waited."""

    name: str
    depth: int
    oldest_seconds: float
    running: int
    scheduled: int
    waiting_for_another: int
    failed: int


@dataclass(frozen=True, slots=True)
class WorkerState:
    alive: int
    busy: int


@dataclass(frozen=True, slots=True)
class Leader:
    """The PostgreSQL session that has the scheduler's lock."""

    pid: int
    since: datetime


def ping_queue() -> None:
    """Raises `RedisError` when the queue's Redis does not answer."""
    django_rq.get_connection("default").ping()


def worker_count() -> int:
    """How many workers are registered and alive."""
    return int(Worker.count(connection=django_rq.get_connection("default")))


def queue_states() -> tuple[QueueState, ...]:
    """The most urgent first. Raises `RedisError`."""
    return tuple(_state(queue) for queue in queues())


def worker_state() -> WorkerState:
    """Raises `RedisError`."""
    workers = Worker.all(connection=queue_redis())
    return WorkerState(len(workers), sum(worker.get_state() == WorkerStatus.BUSY for worker in workers))


def scheduler_leader() -> Leader | None:
    """None: no scheduler runs, and nothing sweeps. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.pid, a.backend_start FROM pg_locks l JOIN pg_stat_activity a USING (pid)"
            " JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()"
            " WHERE l.locktype = 'advisory' AND l.classid = 0 AND l.objid = %s AND l.granted LIMIT 1",
            [LEADER_LOCK],
        )
        row = cursor.fetchone()
    return Leader(*row) if row else None


def _state(queue: rq.Queue) -> QueueState:
    return QueueState(
        name=queue.name,
        depth=queue.count,
        oldest_seconds=_oldest_seconds(queue),
        running=_size(queue.started_job_registry),
        scheduled=_size(queue.scheduled_job_registry),
        waiting_for_another=_size(queue.deferred_job_registry),
        failed=_size(queue.failed_job_registry),
    )


def _size(registry: BaseRegistry) -> int:
    """RQ's own `count` gives abandoned jobs back on the way: that is the workers' business."""
    return int(registry.get_job_count(cleanup=False))


def _oldest_seconds(queue: rq.Queue) -> float:
    ids = queue.get_job_ids(0, 1)
    job = queue.fetch_job(ids[0]) if ids else None
    if job is None or job.enqueued_at is None:
        return 0.0
    enqueued = job.enqueued_at if job.enqueued_at.tzinfo else job.enqueued_at.replace(tzinfo=UTC)
    return max((datetime.now(UTC) - enqueued).total_seconds(), 0.0)
