"""A worker that does its jobs itself instead of forking a process for each (docs/adr/0015).

What forking gives is kept. A killed worker's job is noticed by its sisters, because a thread tells Redis every two
seconds that it is alive. A job over its time is interrupted, and where it does not let itself be interrupted the
process is ended, for the pool to start another.
"""

import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import structlog
from django.db import close_old_connections, connections
from redis.exceptions import RedisError
from rq import Queue
from rq.executions import Execution
from rq.job import Job
from rq.worker import WorkerStatus

from electricityshop.jobs.worker import ShopWorker

logger = structlog.get_logger(__name__)

JOBS = 5_000
"""A process ends after so many jobs and is replaced, so that what leaks does not pile up."""
GRACE_SECONDS = 5
"""A job that is still there so long after its time is one that does not let itself be interrupted."""


class SteadyWorker(ShopWorker):
    """Runs one job after the other in this process."""

    def execute_job(self, job: Job, queue: Queue) -> None:
        execution = self.prepare_execution(job)
        close_old_connections()  # as before a request: what PostgreSQL closed meanwhile is opened again
        with (
            self._beating(job, execution),
            _ended_after((job.timeout or queue.DEFAULT_TIMEOUT) + GRACE_SECONDS),
        ):
            self.perform_job(job, queue, execution)
        self.set_state(WorkerStatus.IDLE)

    def work(self, *args: Any, **kwargs: Any) -> bool:
        """See RQ's. Ends after `JOBS` unless told otherwise."""
        kwargs["max_jobs"] = kwargs.get("max_jobs") or JOBS
        try:
            return bool(super().work(*args, **kwargs))
        finally:
            connections.close_all()

    def kill_horse(self, sig: signal.Signals = signal.SIGKILL) -> None:
        """There is none."""

    @contextmanager
    def _beating(self, job: Job, execution: Execution) -> Iterator[None]:
        """Tell Redis that the job is worked on, as a forking worker does while it waits for its horse."""
        over = threading.Event()

        def beat() -> None:
            while not over.wait(self.job_monitoring_interval):
                try:
                    self.maintain_heartbeats(job, execution)
                except RedisError:
                    logger.warning("a worker could not say that it is alive")

        thread = threading.Thread(target=beat, daemon=True)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()


@contextmanager
def _ended_after(seconds: float) -> Iterator[None]:
    """End this process, with its traceback on standard error, when the block takes longer, whatever it waits for.

    The clock is a thread of C: it needs no lock of the interpreter, which the job may not give up.
    """
    faulthandler.dump_traceback_later(seconds, exit=True)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
