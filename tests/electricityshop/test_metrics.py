"""Metrics are for who has the token, or the permission; they hold what alarms are made of."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from structlog.testing import capture_logs

from accounts.models import User
from electricityshop.events.models import Delivery, OutboxMessage
from electricityshop.jobs.alarms import sound_alarms
from electricityshop.jobs.enqueueing import enqueue
from tests.electricityshop.jobs_run import work

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-thirty-two-bytes-or-more"


@pytest.fixture
def scrape(settings: Any, client: Client) -> Callable[[], dict[tuple[str, ...], float]]:
    settings.METRICS_TOKEN = TOKEN

    def read() -> dict[tuple[str, ...], float]:
        answer = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
        assert answer.status_code == 200
        families = text_string_to_metric_families(answer.content.decode())
        return {(one.name, *one.labels.values()): one.value for family in families for one in family.samples}

    return read


def late_delivery(minutes: int) -> None:
    message = OutboxMessage.objects.create(name="x", aggregate="y", payload={})
    due = timezone.now() - timedelta(minutes=minutes)
    Delivery.objects.create(message=message, subscriber="s", due_at=due)


def test_they_tell_how_jobs_stand(scrape: Callable[[], dict[tuple[str, ...], float]]) -> None:
    enqueue("orders.jobs.sweep_mails")
    enqueue("os.getcwd")
    work()
    enqueue("orders.jobs.finalize", queue="high", order_id=1)
    late_delivery(minutes=10)

    found = scrape()

    assert found["shop_queue_jobs", "high"] == 1
    assert 0 <= found["shop_queue_age_seconds", "high"] < 60
    assert (found["shop_jobs_total", "done"], found["shop_jobs_total", "failed"]) == (1, 2)
    assert found["shop_due_rows", "deliveries"] == 1
    assert 600 <= found["shop_due_age_seconds", "deliveries"] < 660
    assert (found["shop_late", "deliveries"], found["shop_late", "mails"]) == (1, 0)
    assert found["shop_due_rows", "stuck_orders"] == 0
    assert found["shop_dead_letters", "mails"] == 0
    assert (found["shop_queue_up",], found["shop_workers",], found["shop_scheduler_leads",]) == (1, 0, 0)


def test_they_are_there_while_redis_is_away(
    scrape: Callable[[], dict[tuple[str, ...], float]], settings: Any
) -> None:
    settings.QUEUE_REDIS_URL = "redis://127.0.0.1:1/0"
    late_delivery(minutes=10)

    found = scrape()

    assert (found["shop_queue_up",], found["shop_late", "deliveries"]) == (0, 1)


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer x", f"Basic {TOKEN}", f"Bearer {TOKEN}x", "Bearer é", TOKEN]
)
def test_nobody_comes_in_with_anything_else(client: Client, settings: Any, header: str) -> None:
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics", headers={"Authorization": header})

    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert b"shop_" not in answer.content


def test_without_a_token_in_the_settings_there_is_none_to_guess(client: Client, settings: Any) -> None:
    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers={"Authorization": "Bearer "}).status_code == 401


@pytest.mark.parametrize(("is_staff", "status"), [(True, 200), (False, 401)])
def test_staff_with_the_permission_reads_them(client: Client, is_staff: bool, status: int) -> None:
    user = User.objects.create_user("s@example.com", "a long pass phrase", is_staff=is_staff)
    client.force_login(user, backend="accounts.adapters.backends.ShopBackend")
    assert client.get("/metrics").status_code == 401

    user.user_permissions.set(Permission.objects.filter(codename="view_jobs"))
    assert client.get("/metrics").status_code == status


def test_what_is_late_is_said_once_per_interval() -> None:
    late_delivery(minutes=4)
    assert sound_alarms() == ()
    late_delivery(minutes=6)

    with capture_logs() as logs:
        assert [sound_alarms(), sound_alarms()] == [("deliveries",), ()]

    (line,) = [one for one in logs if one["event"] == "work is late"]
    assert (line["log_level"], line["kind"], line["rows"], line["limit"]) == ("error", "deliveries", 2, 300)


def test_without_redis_it_is_said_every_time(settings: Any) -> None:
    settings.QUEUE_REDIS_URL = "redis://127.0.0.1:1/0"
    late_delivery(minutes=6)

    assert [sound_alarms(), sound_alarms()] == [("deliveries",), ("deliveries",)]
