"""Jobs over a real Redis: JSON, an allow-list, and a doorbell that may fail."""

import inspect
import socket
import threading
from collections.abc import Iterator
from importlib import import_module
from typing import Any

import django_rq
import pytest
import structlog
from django.conf import settings
from django.core.management import CommandError, call_command
from rq import Callback
from structlog.testing import capture_logs

from electricityshop.commands import command
from electricityshop.jobs import enqueueing, scheduler
from electricityshop.jobs.enqueueing import continue_with, enqueue, ring
from electricityshop.jobs.periodic import PERIODIC
from electricityshop.jobs.worker import ShopWorker
from tests.electricityshop.jobs_run import work


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


@pytest.mark.parametrize(
    "path", ["electricityshop.jobs.worker.NoSuchWorker", "electricityshop.jobs.worker.ShopJob"]
)
def test_a_worker_class_that_is_none_is_refused_in_a_sentence(path: str, settings: Any) -> None:
    settings.JOB_WORKER_CLASS = path

    with pytest.raises(CommandError, match="JOB_WORKER_CLASS"):
        call_command("run_workers")


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


RAN: list[str] = []


@command
def note(name: str) -> None:
    RAN.append(name)


def first(*, number: int, **_: Any) -> None:
    note(f"first {number}")


def second(*, number: int, **_: Any) -> None:
    note(f"second {number}")


def broken(*, number: int, **_: Any) -> None:
    note(f"broken {number}")
    raise RuntimeError("it broke")


@pytest.fixture
def jobs_here(settings: Any) -> Iterator[str]:
    """Functions of this module may run as jobs."""
    settings.JOB_MODULES = [*settings.JOB_MODULES, __name__]
    RAN.clear()
    yield __name__


@pytest.mark.django_db(transaction=True)
def test_a_job_continues_with_another_one(jobs_here: str) -> None:
    job_id = enqueue(f"{jobs_here}.first", queue="low", number=1)
    continue_with(job_id, f"{jobs_here}.second", queue="high", number=2)

    work()
    continue_with(job_id, f"{jobs_here}.second", number=3)  # it has succeeded
    continue_with("no-such-job", f"{jobs_here}.second", number=4)  # so long ago that nobody knows
    work()

    assert RAN == ["first 1", "second 2", "second 3", "second 4"]


@pytest.mark.django_db(transaction=True)
def test_nothing_continues_a_job_that_failed_and_nothing_waits_for_ever(jobs_here: str) -> None:
    job_id = enqueue(f"{jobs_here}.broken", number=1)
    waiting = continue_with(job_id, f"{jobs_here}.second", number=2)

    for _ in range(2):
        work()

    queue = django_rq.get_queue("default")
    assert RAN == ["broken 1"] * 2  # the first retry is at once, the next one waits
    assert queue.fetch_job(waiting).get_status() == "deferred"
    assert 0 < queue.connection.ttl(queue.fetch_job(waiting).key) <= 24 * 3600


@pytest.mark.django_db(transaction=True)
def test_a_continuation_must_be_a_job_of_ours_too(jobs_here: str, tmp_path: Any) -> None:
    canary = tmp_path / "ran"
    job_id = enqueue(f"{jobs_here}.first", number=1)
    continue_with(job_id, "os.mkdir", path=str(canary))

    work()

    assert RAN == ["first 1"]
    assert not canary.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("when", ["on_success", "on_failure"])
def test_a_callback_planted_in_redis_does_not_run(jobs_here: str, when: str) -> None:
    function = first if when == "on_success" else broken
    queue = django_rq.get_queue("default")
    queue.enqueue(function, kwargs={"number": 1}, **{when: Callback(f"{jobs_here}.planted")})

    work()

    assert [f"{function.__name__} 1"] == RAN


def planted(*_: Any) -> None:
    RAN.append("planted")


@pytest.mark.django_db(transaction=True)
def test_the_request_that_caused_a_job_stands_in_the_logs_of_its_command(jobs_here: str) -> None:
    with structlog.contextvars.bound_contextvars(request_id="r-4711"):
        job_id = enqueue(f"{jobs_here}.first", number=1)

    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as logs:
        work()

    line = next(one for one in logs if one["event"] == "command")
    assert line["command"].endswith(".note")
    assert (line["request_id"], line["job_id"]) == ("r-4711", job_id)


@pytest.mark.django_db
def test_an_argument_that_a_newer_release_added_does_not_stop_an_older_worker() -> None:
    job_id = enqueue("orders.jobs.sweep_mails", added_tomorrow="x")

    work()

    assert django_rq.get_queue("default").fetch_job(job_id).get_status() == "finished"


@pytest.mark.parametrize("module", settings.JOB_MODULES)
def test_every_job_takes_ids_by_name_and_arguments_it_does_not_know(module: str) -> None:
    jobs = [
        function
        for name, function in inspect.getmembers(import_module(module), inspect.isfunction)
        if function.__module__ == module and not name.startswith("_")
    ]

    for function in jobs:
        kinds = [one.kind for one in inspect.signature(function).parameters.values()]
        assert kinds[-1] is inspect.Parameter.VAR_KEYWORD, function
        assert set(kinds[:-1]) <= {inspect.Parameter.KEYWORD_ONLY}, function
    assert jobs


def test_every_queue_says_how_long_its_jobs_may_take() -> None:
    timeouts = {name: django_rq.get_queue(name)._default_timeout for name in settings.RQ_QUEUES}
    assert timeouts == {"high": 60, "default": 120, "low": 900}
