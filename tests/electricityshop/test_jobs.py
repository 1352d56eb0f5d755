"""Jobs over a real Redis: JSON, an allow-list, and a doorbell that may fail."""

import socket
import threading
from collections.abc import Iterator
from typing import Any

import django_rq
import pytest
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from electricityshop.jobs import enqueueing, scheduler
from electricityshop.jobs.enqueueing import enqueue, ring
from electricityshop.jobs.periodic import PERIODIC
from electricityshop.jobs.worker import ShopJob, ShopWorker


def work() -> None:
    queues = [django_rq.get_queue(name) for name in ("high", "default")]
    SimpleWorker(queues, connection=queues[0].connection, job_class=ShopJob, serializer=JSONSerializer).work(
        burst=True
    )


@pytest.mark.django_db
def test_a_job_travels_as_json_and_runs() -> None:
    job_id = enqueue("orders.jobs.finalize", queue="high", order_id=4_711)
    job = django_rq.get_queue("high").fetch_job(job_id)
    assert job is not None
    assert job.kwargs == {"order_id": 4_711}
    assert not job.data.startswith(b"\x80")  # as a pickle would
    assert job.retries_left == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    "function", ["os.system", "subprocess.run", "orders.finalization.finalize_order", "eval"]
)
def test_a_function_that_is_no_job_of_ours_does_not_run(function: str, tmp_path: Any) -> None:
    canary = tmp_path / "ran"
    queue = django_rq.get_queue("default")
    job = queue.enqueue(function, f"touch {canary}")

    work()

    assert job.get_status(refresh=True) == "failed"
    assert "JobNotAllowed" in str(job.latest_result().exc_string)
    assert not canary.exists()


@pytest.fixture
def frozen_queue(settings: Any) -> Iterator[None]:
    """A queue's Redis that takes connections and never answers."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        settings.QUEUE_REDIS_URL = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
        enqueueing._doorbell.cache_clear()
        yield
    enqueueing._doorbell.cache_clear()
    enqueueing.DoorbellRedis.breaker.succeeded()


def test_the_bell_may_be_broken_and_is_tried_once(frozen_queue: None) -> None:
    ring("orders.jobs.finalize", order_id=1)

    assert enqueueing.DoorbellRedis.breaker.is_open
    assert not enqueueing.DoorbellRedis.breaker.allows()
    ring("orders.jobs.finalize", order_id=1)


def test_a_dead_worker_is_noticed_within_seconds() -> None:
    worker = ShopWorker([django_rq.get_queue("default")], connection=django_rq.get_connection("default"))

    assert worker.get_heartbeat_ttl(None) <= 10
    assert worker.worker_ttl < 30


@pytest.mark.django_db(transaction=True)
def test_one_scheduler_leads_and_queues_every_sweep() -> None:
    stop = threading.Event()
    thread = threading.Thread(target=scheduler.run_scheduler, args=(stop,))
    thread.start()
    stop.wait(3)
    stop.set()
    thread.join(10)

    queued = {job.func_name for job in django_rq.get_queue("default").jobs}
    assert {"orders.jobs.sweep_orders", "electricityshop.events.jobs.sweep_deliveries"} <= set(PERIODIC)
    assert queued <= set(PERIODIC)
    assert "orders.jobs.expire_orders" in queued
