"""django-rq's dashboard lets any staff look and empty queues; here only superusers come in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django_rq.models import Dashboard

pytestmark = pytest.mark.django_db


def addresses() -> list[str]:
    """Every address of the dashboard, with something in its holes."""
    model_admin: Any = admin.site._registry[Dashboard]
    filled = {
        "queue_index": "0",
        "scheduler_index": "0",
        "job_id": "x",
        "result_id": "x",
        "key": "x",
        "object_id": "1",
    }
    found = []
    for url in model_admin.get_urls():
        route = str(url.pattern)
        for name, value in filled.items():
            for kind in ("int", "str", "path", "slug"):
                route = route.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
        if "<" not in route and "(" not in route:
            found.append(f"/admin/django_rq/dashboard/{route}")
    return found


def test_there_is_something_to_guard() -> None:
    assert len(addresses()) > 20


@pytest.mark.parametrize("roles", [(), ("Orders", "Catalogue", "Support")])
def test_staff_does_not_come_in(staff: Callable[..., Client], roles: tuple[str, ...]) -> None:
    client = staff(*roles)
    for path in addresses():
        assert {client.get(path).status_code, client.post(path).status_code} == {403}, path


def test_nobody_else_does_either(client: Client) -> None:
    for path in addresses():
        assert client.get(path).status_code in {302, 401, 403}, path


def test_a_superuser_does(superuser: Client) -> None:
    assert superuser.get("/admin/django_rq/dashboard/").status_code == 200
    assert superuser.get("/admin/django_rq/dashboard/queues/0/").status_code == 200
