"""Slow statements: logged once with their plan, without anything of a customer's."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from structlog.testing import capture_logs

from accounts.models import User
from electricityshop.monitoring.statements import slow
from electricityshop.monitoring.statements.scopes import scope
from electricityshop.plain_sql import fetch
from tests.electricityshop.monitoring.asking import ask

NAP = "SELECT pg_sleep(0.02), %s::text AS whose"


@pytest.fixture(autouse=True)
def everything_from_ten_milliseconds(settings: Any) -> None:
    settings.SLOW_STATEMENT_MS = 10


@pytest.fixture
def all_are_slow(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.SLOW_STATEMENT_MS = 1e-6


def logged(logs: Any) -> list[dict[str, Any]]:
    return [line for line in logs if line["event"] == "slow statement"]


@pytest.mark.django_db
def test_it_is_logged_with_its_plan_and_without_its_values() -> None:
    with capture_logs() as logs, scope("a page"):
        ask(NAP, ["kim@example.com"])

    [line] = logged(logs)
    assert (line["log_level"], line["scope"], line["statement"]) == (
        "warning", "a page", "SELECT pg_sleep(?), ?::text AS whose",
    )  # fmt: skip
    assert line["milliseconds"] >= 20
    assert line["plan"].startswith("Result  (cost=")
    assert "kim" not in str(line)


@pytest.mark.django_db
@pytest.mark.usefixtures("all_are_slow")
def test_a_plan_holds_no_values_of_its_conditions() -> None:
    with capture_logs() as logs:
        list(User.objects.filter(email="kim@example.com", name="O'Hara", pk__in=[7001, 7002, 7003]))

    [line] = logged(logs)
    assert "Scan" in line["plan"]
    assert "Filter: " in line["plan"] or "Cond: " in line["plan"]
    assert not [value for value in ("kim", "Hara", "7001") if value in str(line)]


@pytest.mark.django_db
@pytest.mark.usefixtures("all_are_slow")
def test_prepared_statements_and_joins_have_plans_too() -> None:
    with capture_logs() as logs:
        fetch("SELECT id FROM accounts_user WHERE email = %s OR id = ANY(%s)", ["kim@example.com", [1, 2]])

    [line] = logged(logs)
    assert "Scan" in line["plan"]
    assert "kim" not in str(line)


@pytest.mark.django_db
def test_once_a_minute_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    with capture_logs() as logs:
        ask(NAP, ["a"])
        ask(NAP, ["b"])
        ask("SELECT pg_sleep(0.02)")
    assert len(logged(logs)) == 2

    monkeypatch.setattr(slow, "REST_SECONDS", 0.0)
    with capture_logs() as logs:
        ask(NAP, ["c"])
    assert len(logged(logs)) == 1


@pytest.mark.django_db
def test_what_writes_has_no_plan() -> None:
    User.objects.create_user("kim@example.com", "a long pass phrase")
    with capture_logs() as logs:
        ask("UPDATE accounts_user SET name = 'x' || pg_sleep(0.02)")

    [line] = logged(logs)
    assert line["plan"] == ""
    assert User.objects.get().name == "x"


@pytest.mark.django_db
def test_zero_is_never(settings: Any) -> None:
    settings.SLOW_STATEMENT_MS = 0
    with capture_logs() as logs:
        ask(NAP, ["a"])

    assert logged(logs) == []
    assert slow.taken() == ()


@pytest.mark.django_db(transaction=True)
def test_a_broken_transaction_is_left_alone() -> None:
    with capture_logs() as logs, pytest.raises(DatabaseError, match="division"), transaction.atomic():
        ask("SELECT pg_sleep(0.02), 1 / (random() * 0)::int")

    [line] = logged(logs)
    assert line["plan"] == ""


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("is_atomic", [True, False])
def test_a_plan_that_is_refused_breaks_nothing(is_atomic: bool) -> None:
    """The statement drops the function it calls: it ran, and cannot be planned again."""
    ask("CREATE OR REPLACE FUNCTION gone() RETURNS void LANGUAGE plpgsql AS $$"
        " BEGIN PERFORM pg_sleep(0.02); DROP FUNCTION gone(); END $$")  # fmt: skip
    with capture_logs() as logs, transaction.atomic() if is_atomic else scope("x"):
        ask("SELECT gone()")
        assert ask("SELECT 1") == [(1,)]

    [line] = logged(logs)
    assert line["plan"] == ""


@pytest.mark.django_db
@pytest.mark.usefixtures("all_are_slow")
def test_asking_for_a_plan_is_not_counted() -> None:
    with CaptureQueriesContext(connection) as captured:
        ask("SELECT 1")

    assert len(captured) == 1
    assert [one.statement.text for one in slow.taken()] == ["SELECT ?"]
