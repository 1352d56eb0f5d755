"""The worker and the job class: fast recovery, and an allow-list of what may run."""

import contextvars
from collections.abc import Callable
from typing import Any

import structlog
from django.conf import settings
from rq import Queue, Worker
from rq.executions import Execution
from rq.job import Job

from electricityshop.jobs.throughput import Counting
from electricityshop.monitoring.statements.scopes import scope
from electricityshop.monitoring.statements.sending import send


class JobNotAllowed(PermissionError):
    """Somebody wrote a job into Redis whose function is not one of ours."""


class ShopWorker(Counting, Worker):
    """Notices a dead sister within seconds instead of RQ's default 13 minutes (measured, see docs/jobs.md)."""

    max_connection_wait_time = 5.0
    """Seconds between two tries to reach Redis again, at most; RQ's own minute would be added to every longer outage."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        # rqworker and rqworker-pool have no flags for these
        kwargs.update(maintenance_interval=2, job_monitoring_interval=2, worker_ttl=17)
        super().__init__(*args, **kwargs)

    def get_heartbeat_ttl(self, job: Job, working_time: float = 0.0) -> int:
        return int(3 * self.job_monitoring_interval)

    def perform_job(self, job: Job, queue: Queue, execution: Execution) -> bool:
        """A process forked for this job alone ends with it, and with all that it counted."""
        try:
            return bool(super().perform_job(job, queue, execution))
        finally:
            if self.is_horse:
                send()


class ShopJob(Job):
    """Runs only functions of the modules named in `settings.JOB_MODULES`, whoever queued it.

    RQ's callbacks and webhooks are dotted paths and addresses out of Redis too: the shop uses none and runs none.
    """

    success_callback = None
    failure_callback = None
    stopped_callback = None

    @property
    def func(self) -> Callable[..., Any]:
        module = (self.func_name or "").rpartition(".")[0]
        if module not in settings.JOB_MODULES:
            raise JobNotAllowed(f"{self.func_name} is not a job function of this shop")
        function: Callable[..., Any] = super().func
        return function

    def perform(self) -> Any:
        with structlog.contextvars.bound_contextvars(
            job=self.func_name, job_id=self.id, request_id=self.kwargs.get("request_id")
        ):
            return contextvars.copy_context().run(self._perform)

    def _perform(self) -> Any:
        with scope(self.func_name or ""):
            return super().perform()

    def send_webhooks(self, status: str, *, exc_string: str | None = None) -> None:
        """None."""
