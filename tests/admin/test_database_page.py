"""The page about the database: what it shows, to whom, and the button that begins anew."""

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
from electricityshop.monitoring.models import SlowStatement, Statement
from electricityshop.monitoring.statements.tally import BUCKETS

pytestmark = pytest.mark.django_db

PAGE = "/admin/monitoring/database/"
RESET = f"{PAGE}reset/"
Staff = Callable[..., Client]


def statement(scope: str, number: int, text: str = "") -> Statement:
    buckets = [0] * BUCKETS
    buckets[30] = number
    return Statement.objects.create(
        scope=scope, fingerprint=text[:16] and f"{abs(hash((scope, text))):016x}"[:16], text=text, count=number,
        seconds=number / 100, longest=0.05, rows=2 * number, buckets=buckets, last_at=timezone.now(),
    )  # fmt: skip


@pytest.fixture
def asked() -> None:
    statement("catalog:home", 4, "SELECT a <b> FROM c")
    statement("catalog:home", 4)
    statement("orders.jobs.sweep_mails", 9, "SELECT m FROM mails")
    SlowStatement.objects.create(
        at=timezone.now(), scope="catalog:search", fingerprint="f", text="SELECT slowly", milliseconds=1234.5,
        plan="Seq Scan on heap  (cost=0..1)",
    )  # fmt: skip


@pytest.fixture
def permitted(staff: Staff) -> Callable[..., Client]:
    def log_in(*codenames: str) -> Client:
        client = staff()
        User.objects.latest("pk").user_permissions.set(Permission.objects.filter(codename__in=codenames))
        return client

    return log_in


@pytest.mark.usefixtures("asked")
def test_it_shows_statements_slow_ones_indexes_and_tables(staff: Staff) -> None:
    answer = staff("Operations").get(PAGE)

    page = answer.content.decode()
    overview = answer.context["overview"]
    assert answer.status_code == 200
    assert [one.scope for one in overview.statistics.statements] == [
        "orders.jobs.sweep_mails",
        "catalog:home",
    ]
    assert [one.scope for one in overview.statistics.scopes] == ["catalog:home"]
    for text in (
        "SELECT a &lt;b&gt; FROM c", "Seq Scan on heap", "1,234.5", "catalog_product", "accounts_user_pkey",
        "pg_stat_statements is not there", 'width="44.44"', "shop-chart",
    ):  # fmt: skip
        assert text in page, text
    assert overview.histogram.count == 13
    assert "<script>" not in page.partition("shop-chart")[2]


@pytest.mark.usefixtures("asked")
@pytest.mark.parametrize(
    "query", ["?by=mean", "?by=p95", "?by=x", "?scope=catalog:home", "?scope=never", "?by=p95&scope=%00", "?scope=" + "x" * 900]
)  # fmt: skip
def test_it_opens_in_every_order_and_for_every_view(superuser: Client, query: str) -> None:
    assert superuser.get(PAGE + query).status_code == (400 if "%00" in query else 200)


@pytest.mark.usefixtures("asked")
def test_one_view_alone(superuser: Client) -> None:
    overview = superuser.get(PAGE, {"scope": "catalog:home"}).context["overview"]

    assert [one.text for one in overview.statistics.statements] == ["SELECT a <b> FROM c"]


def test_it_costs_the_same_however_much_was_counted(superuser: Client) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert superuser.get(PAGE).status_code == 200
        return len(captured)

    statement("a", 1, "SELECT 1")
    superuser.get(PAGE)
    before = cost()
    for number in range(60):
        statement(f"view {number}", 1, f"SELECT {number}")

    assert cost() == before <= 15


@pytest.mark.usefixtures("asked")
def test_who_sees_and_does_what(staff: Staff, permitted: Callable[..., Client], client: Client) -> None:
    assert client.get(PAGE).status_code == client.post(RESET).status_code == 302
    everybody_else = staff("Orders", "Catalogue", "Support")
    assert everybody_else.get(PAGE).status_code == everybody_else.post(RESET).status_code == 403
    assert PAGE.encode() not in everybody_else.get("/admin/").content

    looking = permitted("view_database")
    answer = looking.get(PAGE)
    assert answer.status_code == 200
    assert RESET.encode() not in answer.content
    assert looking.post(RESET).status_code == 403
    assert PAGE.encode() in looking.get("/admin/").content

    assert Statement.objects.count() == 3


@pytest.mark.usefixtures("asked")
def test_it_begins_anew_when_asked_by_a_form(staff: Staff) -> None:
    client = staff("Operations")
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = client.cookies
    assert client.get(RESET).status_code == 405
    assert strict.post(RESET).status_code == 403
    assert Statement.objects.count() == 3

    answer = client.post(RESET, follow=True)

    assert [str(message) for message in answer.context["messages"]] == ["Counting begins anew."]
    assert not Statement.objects.exists()
    assert not SlowStatement.objects.exists()
    entry: Any = LogEntry.objects.get()
    assert (entry.user, entry.change_message) == (User.objects.get(), "Reset the statement statistics.")
