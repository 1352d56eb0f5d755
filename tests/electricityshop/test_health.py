import json

import pytest
from django.test import Client

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
