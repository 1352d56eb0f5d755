"""What processes count is added up in one table, and costs nothing when the database is away."""

import os
import subprocess
import sys
from datetime import timedelta
from threading import Thread
from typing import Any

import django_rq
import pytest
from django.db import OperationalError, connection, connections
from django.utils import timezone
from rq import Queue, SimpleWorker
from rq.job import Job
from rq.serializers import JSONSerializer
from structlog.testing import capture_logs

from electricityshop.jobs.enqueueing import enqueue
from electricityshop.jobs.worker import ShopJob, ShopWorker
from electricityshop.monitoring.commands import forget_statements as forgetting
from electricityshop.monitoring.commands.forget_statements import PruneStatements, prune_statements
from electricityshop.monitoring.jobs import prune_old_statements
from electricityshop.monitoring.models import SlowStatement, Statement
from electricityshop.monitoring.statements import sending
from electricityshop.monitoring.statements.scopes import scope
from electricityshop.monitoring.statements.sending import send
from electricityshop.monitoring.statements.tally import BUCKETS
from tests.electricityshop.jobs_run import work
from tests.electricityshop.monitoring.asking import ask, counted

pytestmark = pytest.mark.django_db


def stored(name: str) -> dict[str, tuple[int, int, int]]:
    """Text to count, rows and what is in the histogram."""
    rows = Statement.objects.filter(scope=name)
    return {row.text: (row.count, row.rows, sum(row.buckets)) for row in rows}


def test_it_adds_up() -> None:
    for number in (1, 2):
        with scope("a"):
            ask("SELECT generate_series(1, %s)", [number])
        send()

    assert stored("a") == {"SELECT generate_series(?)": (2, 3, 2), "": (2, 2, 2)}
    whole = Statement.objects.get(scope="a", fingerprint="")
    assert len(whole.buckets) == BUCKETS
    assert 0 < whole.longest <= whole.seconds
    assert set(Statement.objects.values_list("scope", flat=True)) <= {"a", "other"}  # its own are not counted


def test_nothing_counted_is_nothing_sent(django_assert_num_queries: Any) -> None:
    counted()
    with django_assert_num_queries(0):
        send()


@pytest.mark.django_db(transaction=True)
def test_processes_that_send_at_once_lose_nothing() -> None:
    def one_process() -> None:
        try:
            for _ in range(5):
                with scope("a"):
                    for column in "uvwxyz":
                        ask(f"SELECT 1 AS {column}")
                send()
        finally:
            connection.close()

    threads = [Thread(target=one_process) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    send()

    assert {row[0] for row in stored("a").values()} == {20}
    assert len(stored("a")) == 7


def test_what_was_slow_is_kept_and_the_oldest_forgotten(settings: Any) -> None:
    kept = {"at": timezone.now(), "scope": "old", "fingerprint": "f", "text": "t", "milliseconds": 300}
    SlowStatement.objects.bulk_create(SlowStatement(**kept) for _ in range(200))
    settings.SLOW_STATEMENT_MS = 1e-6
    with scope("a"):
        ask("SELECT 7, 'kim'")
    settings.SLOW_STATEMENT_MS = 0
    send()

    assert SlowStatement.objects.count() == 200
    newest = SlowStatement.objects.order_by("-pk").first()
    assert (newest.scope, newest.text) == ("a", "SELECT ?")
    assert newest.plan.startswith("Result  (cost=")


def test_a_database_that_is_away_is_said_and_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    with scope("a"):
        ask("SELECT 1")

    def away(*_: Any) -> None:
        raise OperationalError

    with connection.execute_wrapper(away), capture_logs() as logs:
        send()

    assert [line["event"] for line in logs if line["log_level"] == "warning"] == [
        "statement statistics not sent"
    ]
    assert counted() == {}
    assert not Statement.objects.exists()


def test_old_ones_and_too_many_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now()
    for age in range(20):
        Statement.objects.create(
            scope=f"{age}", fingerprint="f", text="t", count=1, seconds=1, longest=1, rows=1, buckets=[1],
            last_at=now - timedelta(days=age),
        )  # fmt: skip
    monkeypatch.setattr(forgetting, "MOST_KEPT", 5)

    prune_statements(PruneStatements(now=now))

    assert set(Statement.objects.values_list("scope", flat=True)) == {"0", "1", "2", "3", "4"}
    monkeypatch.undo()
    enqueue("electricityshop.monitoring.jobs.prune_old_statements")
    work()
    assert Statement.objects.filter(fingerprint="f").count() == 5
    prune_old_statements(request_id="x")


@pytest.mark.django_db(transaction=True)
def test_a_thread_sends_once_more_at_the_end() -> None:
    sender = sending._Sender()
    with scope("a"):
        ask("SELECT 1")
    sender.begin(3600.0)
    thread = sender.thread
    sender.begin(3600.0)

    sender.end()

    assert not thread.is_alive()
    assert stored("a") == {"SELECT ?": (1, 1, 1), "": (1, 1, 1)}


COMMAND = """
import django; django.setup()
from django.conf import settings
settings.STATISTICS_SEND_SECONDS = 3600.0
import os
from django.db import connection
from electricityshop.monitoring.statements.scopes import scope, taken
connection.ensure_connection()
with scope("before the fork"):
    connection.cursor().execute("SELECT 1")
child = os.fork()
if not child:
    os._exit(len(taken()))
assert os.waitpid(child, 0)[1] == 0, "the child has its parent's counts"
"""


@pytest.mark.django_db(transaction=True)
def test_a_process_says_a_last_word_and_a_fork_has_none_of_its_parents() -> None:
    environment = os.environ | {"DATABASE_URL": _address()}
    subprocess.run([sys.executable, "-W", "ignore", "-c", COMMAND], check=True, env=environment, timeout=60)

    assert stored("before the fork") == {"SELECT ?": (1, 1, 1), "": (1, 1, 1)}


def _address() -> str:
    """Of the test's own database."""
    name = connections["default"].settings_dict["NAME"]
    address, _, query = os.environ["DATABASE_URL"].partition("?")
    return f"{address.rpartition('/')[0]}/{name}" + (f"?{query}" if query else "")


class Horse(ShopWorker, SimpleWorker):
    """What a forking worker's process for one job does, without the fork."""

    def execute_job(self, job: Job, queue: Queue) -> None:
        self._is_horse = True
        try:
            SimpleWorker.execute_job(self, job, queue)
        finally:
            self._is_horse = False


def test_a_process_for_one_job_sends_what_it_counted() -> None:
    enqueue("orders.jobs.sweep_mails")
    queue = django_rq.get_queue("default")
    worker = Horse([queue], connection=queue.connection, job_class=ShopJob, serializer=JSONSerializer)
    worker.work(burst=True)

    assert stored("orders.jobs.sweep_mails")[""][0] == 1
