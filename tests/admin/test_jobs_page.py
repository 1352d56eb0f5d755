"""The page about jobs: what it shows, to whom, and what a replay leaves in the log."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import User
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.jobs.enqueueing import enqueue
from tests.electricityshop.jobs_run import work

pytestmark = pytest.mark.django_db

PAGE = "/admin/jobs/jobs/"
Staff = Callable[..., Client]


def dead_delivery(number: int = 1, subscriber: str = "orders.handlers.send_money_back") -> str:
    message = OutboxMessage.objects.create(
        name="orders.OrderCancelled",
        aggregate=f"order:{number}",
        payload={"number": "ES-NONE", "order_id": number},
    )
    return str(
        Delivery.objects.create(
            message=message,
            subscriber=subscriber,
            state="dead",
            attempts=12,
            due_at=timezone.now(),
            error="it broke",
        ).pk
    )


def letter(key: str) -> str:
    return f"{PAGE}dead/deliveries/{key}/"


@pytest.fixture
def permitted(staff: Staff) -> Callable[..., Client]:
    def log_in(*codenames: str) -> Client:
        client = staff()
        user = User.objects.get(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return client

    return log_in


def test_it_shows_queues_workers_due_work_and_dead_letters(staff: Staff) -> None:
    enqueue("orders.jobs.sweep_mails")
    work()
    enqueue("orders.jobs.finalize", order_id=1, queue="high")
    dead_delivery()

    answer = staff("Operations").get(PAGE)

    overview = answer.context["overview"]
    assert answer.status_code == 200
    assert (overview.queue.depth, overview.queue.queues[0].name, overview.queue.queues[0].depth) == (
        1,
        "high",
        1,
    )
    assert [chart.done for chart in overview.queue.charts] == [1, 1]
    assert overview.queue.workers.alive == 0
    assert overview.leader is None
    assert {one.kind.name for one in overview.due} >= {"steps", "mails", "deliveries", "webhooks", "refunds"}
    assert overview.dead_count == 1
    assert b"orders.OrderCancelled of order:1" in answer.content
    assert b"<script>" not in answer.content.partition(b"shop-chart")[2]


def test_what_failed_is_drawn_too(staff: Staff) -> None:
    enqueue("os.getcwd")
    work()

    chart, _ = staff("Operations").get(PAGE).context["overview"].queue.charts

    assert (chart.done, chart.failed, chart.failure_percent) == (0, 2, 100.0)
    assert chart.bars[-1].failed_height + chart.bars[-2].failed_height == chart.height


def test_it_costs_the_same_for_thirty_letters(superuser: Client) -> None:
    def cost() -> int:
        superuser.get(PAGE)
        with CaptureQueriesContext(connection) as captured:
            assert superuser.get(PAGE).status_code == 200
        return len(captured)

    dead_delivery()
    before = cost()
    for number in range(2, 32):
        dead_delivery(number)

    assert before <= cost() <= before + 1  # past the first page of letters they are counted
    assert before <= 22


def test_it_opens_while_redis_is_away(superuser: Client, settings: Any) -> None:
    dead_delivery()
    settings.QUEUE_REDIS_URL = "redis://127.0.0.1:1/0"

    answer = superuser.get(PAGE)

    assert answer.status_code == 200
    assert b"does not answer" in answer.content
    assert answer.context["overview"].dead_count == 1
    assert superuser.get(f"{PAGE}dead/jobs/x/", follow=True).status_code == 200


def test_who_sees_and_does_what(staff: Staff, permitted: Callable[..., Client], client: Client) -> None:
    key = dead_delivery()
    assert client.get(PAGE).status_code == client.post(letter(key)).status_code == 302
    everybody_else = staff("Orders", "Catalogue", "Support")
    assert everybody_else.get(PAGE).status_code == everybody_else.get(letter(key)).status_code == 403
    assert everybody_else.post(letter(key)).status_code == 403
    assert PAGE.encode() not in everybody_else.get("/admin/").content

    User.objects.all().delete()
    looking = permitted("view_jobs")
    assert looking.get(PAGE).status_code == looking.get(letter(key)).status_code == 200
    assert (
        b"<button"
        not in looking.get(letter(key)).content.partition(b"shop-steps")[2].partition(b"</form>")[0]
    )
    assert looking.post(letter(key)).status_code == 403

    assert Delivery.objects.get().state == "dead"
    assert PAGE.encode() in looking.get("/admin/").content


def test_a_replay_asks_first_runs_once_and_is_logged(staff: Staff) -> None:
    key = dead_delivery(subscriber="somebody.elses.handler")
    client = staff("Operations")

    page = client.get(letter(key))
    assert b"what it does is not described" in page.content
    assert Delivery.objects.get().state == "dead"

    assert client.post(letter(key), follow=True).status_code == 200
    assert Delivery.objects.get().state == "pending"
    assert client.post(letter(key)).status_code == client.get(letter(key)).status_code == 404

    entry = LogEntry.objects.get()
    assert (entry.user, entry.object_id) == (User.objects.get(is_staff=True), f"deliveries/{key}")
    assert entry.change_message.startswith("Replayed somebody.elses.handler. It would run again")


def test_a_replay_needs_the_token_of_the_form(staff: Staff) -> None:
    key = dead_delivery()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = staff("Operations").cookies

    assert strict.post(letter(key)).status_code == 403
    assert Delivery.objects.get().state == "dead"


def test_a_letter_with_nothing_left_to_do_is_closed(staff: Staff) -> None:
    key = dead_delivery()  # of an order there is not

    page = staff("Operations").get(letter(key))
    assert b"all of it is done" in page.content


@pytest.mark.parametrize("path", ["dead/x/1/", "dead/deliveries/x/", "dead/mails/0/", "dead/jobs/../../x/"])
def test_an_address_of_nothing_is_not_found(superuser: Client, path: str) -> None:
    assert superuser.get(PAGE + path).status_code == 404
    assert superuser.post(PAGE + path).status_code == 404
