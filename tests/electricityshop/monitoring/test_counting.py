"""Statements are counted on the account of who asked."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from electricityshop.jobs.enqueueing import enqueue
from electricityshop.monitoring.statements import scopes
from electricityshop.monitoring.statements.fingerprints import TOO_MANY
from electricityshop.monitoring.statements.scopes import scope, uncounted
from electricityshop.plain_sql import fetch
from orders.cart_token import COOKIE, cart_token
from tests.electricityshop.jobs_run import work
from tests.electricityshop.monitoring.asking import ask, counted, numbers
from tests.front_door import ask as ask_page

pytestmark = pytest.mark.django_db


def test_the_same_with_other_values_is_counted_together() -> None:
    with scope("a"):
        ask("SELECT generate_series(1, %s)", [3])
        ask("SELECT generate_series(1, %s)", [4])
        fetch("SELECT %s::int", [1])

    found = counted()

    assert numbers(found, "a") == {"SELECT generate_series(?)": 2, "SELECT ?::int": 1, "": 1}
    assert found["a", "SELECT generate_series(?)"].rows == 7
    whole = found["a", ""]
    assert (whole.count, whole.rows) == (1, 3)
    assert whole.seconds == pytest.approx(
        sum(found["a", text].seconds for text in numbers(found, "a") if text)
    )
    assert counted() == {}


def test_a_statement_that_fails_is_counted_and_its_error_is_its_own() -> None:
    with scope("a"), pytest.raises(DatabaseError, match="division by zero"):
        ask("SELECT 1 / %s", [0])

    assert numbers(counted(), "a")["SELECT ? / ?"] == 1


def test_many_at_once_are_one() -> None:
    with scope("a"), connection.cursor() as cursor:
        cursor.executemany("SELECT %s", [(1,), (2,)])

    assert numbers(counted(), "a") == {"SELECT ?": 1, "": 1}


def test_outside_of_requests_and_jobs_there_is_an_account_too() -> None:
    ask("SELECT 1")
    with uncounted():
        ask("SELECT 2, 'nobody''s'")

    [((name, text), tally)] = counted().items()
    assert (name, text, tally.count) == ("other", "SELECT ?", 1)


def test_a_request_is_on_the_account_of_its_view(client: Client) -> None:
    client.get("/")
    client.get("/never")
    client.get("/api/v1/categories")

    names = {scope for scope, _ in counted()}
    assert names == {"catalog:home", "no page", "catalog-api:categories"}


def test_a_fragment_in_front_of_django_has_its_view_too() -> None:
    ask_page("/fragments/header", cookie=f"{COOKIE}={cart_token(uuid4())}")

    assert "orders:header-fragment" in {scope for scope, _ in counted()}


def test_a_job_is_on_the_account_of_its_function() -> None:
    enqueue("orders.jobs.sweep_mails")
    counted()
    work()

    found = counted()
    assert found["orders.jobs.sweep_mails", ""].count == 1
    assert found["orders.jobs.sweep_mails", ""].rows > 0


def test_memory_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scopes, "MOST_IN_SCOPE", 3)
    monkeypatch.setattr(scopes, "MOST_IN_PROCESS", 5)
    for name in "ab":
        with scope(name):
            for column in "vwxyz":
                ask(f"SELECT 1 AS {column}")

    found = counted()

    assert numbers(found, "a") == {
        "SELECT ? AS v": 1,
        "SELECT ? AS w": 1,
        "SELECT ? AS x": 1,
        TOO_MANY.text: 2,
        "": 1,
    }
    assert numbers(found, TOO_MANY.text) == {TOO_MANY.text: 6}  # five of b, and b as a whole


@pytest.mark.django_db(transaction=True)
def test_it_can_be_switched_off(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setattr(connections["default"], "execute_wrappers", [])
    settings.DATABASE_STATISTICS = False

    ask("SELECT 1")

    assert counted() == {}


@pytest.mark.django_db(transaction=True)
def test_every_connection_is_watched_once() -> None:
    for _ in range(2):
        connection.close()
        ask("SELECT 1")

    assert numbers(counted(), "other") == {"SELECT ?": 2}
    assert len(connections["default"].execute_wrappers) == len(set(connections["default"].execute_wrappers))


def test_nobody_sees_more_statements_than_there_were() -> None:
    with CaptureQueriesContext(connection) as captured:
        ask("SELECT 1")

    assert len(captured) == 1
