import json

import pytest
from django.test import Client

from electricityshop.monitoring import health

pytestmark = pytest.mark.django_db


def test_live_asks_nothing_of_anybody(client: Client, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        answer = client.get("/health/live")

    assert (answer.status_code, json.loads(answer.content)) == (200, {"status": "ok"})


def test_ready_says_what_is_missing(client: Client) -> None:
    answer = client.get("/health/ready")

    checks = json.loads(answer.content)["checks"]
    assert answer.status_code == 503
    assert checks == {
        "postgresql": "ok",
        "migrations": "ok",
        "redis": "ok",
        "queue": "ok",
        "workers": "none running",
    }


def test_without_its_cache_the_shop_is_ready(
    client: Client, redis_away: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(health.CHECKS, "workers", lambda: "ok")

    answer = client.get("/health/ready")

    assert answer.status_code == 200
    assert json.loads(answer.content)["checks"]["redis"] == "ConnectionError"
