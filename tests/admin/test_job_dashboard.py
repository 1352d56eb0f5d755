"""django-rq's dashboard lets any staff look and empty queues; here it takes a permission, at every address."""

import re
from collections.abc import Callable, Iterator

import django_rq
import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accounts.models import User
from electricityshop.jobs.enqueueing import enqueue
from electricityshop.jobs.urls import urlpatterns

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]


def addresses(job_id: str) -> list[str]:
    """Every address of the dashboard, with something in its holes."""
    filled = {"queue_index": "0", "connection_index": "0", "scheduler_index": "0", "job_id": job_id}
    found = []
    for url in urlpatterns:
        route = str(url.pattern).removeprefix("^").removesuffix("$").removesuffix("/?")
        found.append("/jobs/" + re.sub(r"<\w+:(\w+)>", lambda hole: filled.get(hole[1], "x"), route))
    return found


@pytest.fixture
def job_id(db: None) -> str:
    return enqueue("orders.jobs.finalize", order_id=1)


@pytest.fixture
def permitted(staff: Staff) -> Callable[[str], Client]:
    def log_in(*codenames: str) -> Client:
        client = staff()
        user = User.objects.get(is_staff=True)
        user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return client

    return log_in


@pytest.fixture
def customer(db: None) -> Client:
    client = Client()
    user = User.objects.create_user("c@example.com", "a long pass phrase")
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="jobs"))
    client.force_login(user, backend="accounts.adapters.backends.ShopBackend")
    return client


def answers(client: Client, paths: list[str]) -> Iterator[tuple[str, str, int]]:
    for path in paths:
        for method in ("get", "post", "head", "put", "delete"):
            yield path, method, getattr(client, method)(path).status_code


def test_there_is_something_to_guard(job_id: str) -> None:
    assert len(addresses(job_id)) == len(urlpatterns) >= 25
    assert any("metrics" in path for path in addresses(job_id))


def test_anonymous_people_are_sent_to_the_login(client: Client, job_id: str) -> None:
    for path in addresses(job_id):
        for method in ("get", "post"):
            answer = getattr(client, method)(path)
            assert answer.status_code == 302, path
            assert answer["Location"].startswith("/admin/login/?next=/jobs/"), path
            assert "no-store" in answer["Cache-Control"]


def test_a_customer_does_not_come_in_whatever_he_is_permitted(customer: Client, job_id: str) -> None:
    assert {status for *_, status in answers(customer, addresses(job_id))} == {403}


@pytest.mark.parametrize("roles", [(), ("Orders", "Catalogue", "Support")])
def test_staff_without_the_permission_does_not_come_in(
    staff: Staff, roles: tuple[str, ...], job_id: str
) -> None:
    assert {status for *_, status in answers(staff(*roles), addresses(job_id))} == {403}


def test_who_may_look_changes_nothing(permitted: Callable[..., Client], job_id: str) -> None:
    client = permitted("view_jobs")
    for path, method, status in answers(client, addresses(job_id)):
        if method in {"get", "head"}:
            assert status in {200, 302, 404, 405}, (path, method, status)
        else:
            assert status == 403, (path, method, status)
    assert django_rq.get_queue("default").job_ids == [job_id]


def test_who_may_only_change_does_not_look(permitted: Callable[..., Client], job_id: str) -> None:
    client = permitted("change_jobs")
    assert {client.get(path).status_code for path in addresses(job_id)} == {403}


def test_operations_may_do_both(staff: Staff, job_id: str) -> None:
    client = staff("Operations")
    assert {client.get(path).status_code for path in ("/jobs/", "/jobs/queues/0/")} == {200}
    assert client.post("/jobs/queues/0/empty/").status_code == 302
    assert not django_rq.get_queue("default").job_ids


def test_a_superuser_opens_every_page_and_none_breaks(superuser: Client, job_id: str) -> None:
    paths = [
        *addresses(job_id),
        "/jobs/queues/99/", "/jobs/queues/99/failed/", "/jobs/queues/0/no-such-job/", "/jobs/queues/0/?page=x",
        "/jobs/workers/0/nobody/", "/jobs/queues/99/empty/", "/jobs/queues/0/no-such-job/requeue/",
    ]  # fmt: skip
    for path in paths:
        for method in ("get", "post"):
            status = getattr(superuser, method)(path).status_code
            assert status in {200, 302, 404, 405}, (path, method, status)


def test_a_change_needs_the_token_of_a_form(staff: Staff, job_id: str) -> None:
    client = staff("Operations")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies

    for path in addresses(job_id):
        assert strict.post(path).status_code in {403, 404}, path
    assert django_rq.get_queue("default").job_ids == [job_id]


def test_django_rqs_own_way_in_is_closed(superuser: Client) -> None:
    with pytest.raises(NoReverseMatch):
        reverse("admin:django_rq_dashboard_changelist")
    assert superuser.get("/admin/django_rq/dashboard/").status_code == 404
    assert superuser.get("/jobs/stats.json/a-token-in-an-address").status_code == 404
