"""Jobs that RQ gave up, as dead letters. Sweeps are none: the next one is never far."""

from datetime import UTC

import rq
from rq.exceptions import InvalidJobOperation
from rq.job import Job
from rq.registry import FailedJobRegistry

from electricityshop.jobs import dead_letters
from electricityshop.jobs.connection import queues
from electricityshop.jobs.dead_letters import DeadKind, DeadLetter, Work
from electricityshop.jobs.periodic import PERIODIC
from electricityshop.jobs.retries import JOB_RETRIES

MOST_READ = 200
"""Failed jobs looked at per queue, newest first."""

CONTEXT = "request_id"


def count() -> int:
    return len(_failed())


def newest(limit: int) -> tuple[DeadLetter, ...]:
    return tuple(_letter(job) for job in _failed()[:limit])


def work(key: str) -> Work | None:
    found = _find(key)
    if found is None:
        return None
    job, _ = found
    return Work(str(job.func_name), {name: value for name, value in job.kwargs.items() if name != CONTEXT})


def revive(key: str) -> bool:
    """Queue it again with its retries."""
    found = _find(key)
    if found is None:
        return False
    job, registry = found
    job.retries_left = JOB_RETRIES
    try:
        registry.requeue(job)
    except InvalidJobOperation:  # somebody else did
        return False
    return True


def settle(key: str) -> bool:
    found = _find(key)
    if found is None:
        return False
    found[1].remove(key, delete_job=True)
    return True


def _find(key: str) -> tuple[Job, FailedJobRegistry] | None:
    for queue in queues():
        registry = queue.failed_job_registry
        if key in registry and (job := queue.fetch_job(key)) is not None and _is_readable(job):
            return job, registry
    return None


def _failed() -> list[Job]:
    jobs = [job for queue in queues() for job in _failed_in(queue)]
    return sorted(jobs, key=lambda job: job.ended_at or job.created_at, reverse=True)


def _failed_in(queue: rq.Queue) -> list[Job]:
    ids = queue.failed_job_registry.get_job_ids(0, MOST_READ - 1, desc=True, cleanup=False)
    found = queue.job_class.fetch_many(ids, connection=queue.connection, serializer=queue.serializer)
    return [job for job in found if job is not None and _is_readable(job) and job.func_name not in PERIODIC]


def _is_readable(job: Job) -> bool:
    """What somebody else wrote into Redis may be anything."""
    try:
        return bool(job.func_name) and isinstance(job.kwargs, dict)
    except Exception:  # noqa: BLE001  # whatever a broken job raises, it is not one of ours
        return False


def _letter(job: Job) -> DeadLetter:
    ids = ", ".join(f"{name}={value}" for name, value in job.kwargs.items() if name != CONTEXT)
    result = job.latest_result()
    lines = str(result.exc_string if result else "").strip().splitlines()
    ended = job.ended_at or job.created_at
    return DeadLetter(
        kind="jobs",
        key=job.id,
        title=f"{job.func_name}({ids})",
        error=lines[-1][:300] if lines else "",
        attempts=1 + (job.number_of_retries or 0),
        since=ended if ended.tzinfo else ended.replace(tzinfo=UTC),
    )


dead_letters.register(
    DeadKind(
        name="jobs", title="Failed jobs", count=count, newest=newest, work=work, revive=revive, settle=settle
    )
)
