"""PostgreSQL goes away: 503, and when to ask again. What is wrong with a statement stays a fault of ours."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import InterfaceError, OperationalError, ProgrammingError, connection
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from electricityshop.api.outside import bad_request, server_error
from electricityshop.commands import command
from electricityshop.database_away import is_away
from tests.orders.api.app import problem

pytestmark = pytest.mark.django_db(transaction=True)


@command
def die_halfway() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        kill()
        cursor.execute("SELECT 1")


def buy(request: HttpRequest) -> HttpResponse:
    die_halfway()
    return HttpResponse()


def remember(request: HttpRequest) -> HttpResponse:
    request.session["seen"] = request.session.get("seen", 0) + 1
    kill()
    return HttpResponse()


def dawdle(request: HttpRequest) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 10")
        cursor.execute("SELECT pg_sleep(5)")
    return HttpResponse()


urlpatterns = [path("buy", buy), path("remember", remember), path("dawdle", dawdle), path("api/buy", buy)]
handler400, handler500 = bad_request, server_error


@pytest.fixture
def site() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def refusing(tmp_path: Path) -> Iterator[None]:
    """Nobody listens where PostgreSQL was."""
    host = connection.settings_dict["HOST"]
    connection.close()
    connection.settings_dict["HOST"] = str(tmp_path)
    yield
    connection.settings_dict["HOST"] = host
    connection.close()


@pytest.fixture
def dying(settings: Any) -> Iterator[None]:
    """The pages of this module, which lose their connection."""
    settings.ROOT_URLCONF = __name__
    yield
    connection.close()


def kill() -> None:
    """The server's end of this process's connection, as a restart does."""
    info = connection.connection.info
    with psycopg.connect(info.dsn, autocommit=True) as other:
        other.execute("SELECT pg_terminate_backend(%s, 5000)", [info.backend_pid])


def assert_is_a_page(answer: HttpResponse) -> None:
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "2")
    assert answer["Content-Type"] == "text/html; charset=utf-8"
    assert b"Back in a moment" in answer.content
    assert b"however often you try" in answer.content


@pytest.mark.parametrize("address", ["/", "/cart", "/account/", "/admin/"])
def test_a_page_of_a_visitor_with_a_session(site: Client, refusing: None, address: str) -> None:
    site.cookies["sessionid"] = "somebody"

    assert_is_a_page(site.get(address))


@pytest.mark.parametrize(("method", "address"), [("GET", "products"), ("POST", "cart/items")])
def test_the_api_answers_with_a_problem(site: Client, refusing: None, method: str, address: str) -> None:
    body = {"sku": "NYM", "quantity": 1}
    answer = site.generic(method, f"/api/v1/{address}", str(body).replace("'", '"'), "application/json")

    assert "same key" in problem(answer, 503, "database_away")["detail"]
    assert answer["Retry-After"] == "2"


def test_a_connection_that_breaks_in_a_transaction(site: Client, dying: None) -> None:
    assert_is_a_page(site.get("/buy"))
    problem(site.get("/api/buy"), 503, "database_away")


def test_a_session_that_cannot_be_saved(site: Client, dying: None) -> None:
    session = SessionStore()
    session["seen"] = 1
    session.save()
    site.cookies["sessionid"] = session.session_key or ""

    assert_is_a_page(site.get("/remember"))


def test_it_is_one_warning_without_a_stack_trace(
    site: Client, dying: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        site.get("/buy")

    (said,) = caplog.records
    assert (said.levelname, said.exc_info) == ("WARNING", None)
    line: Any = said.msg
    assert line["event"] == "PostgreSQL is away"
    assert (line["request"], line["error"]) == ("GET /buy", "OperationalError")
    assert "exc_info" not in line


def test_a_statement_that_takes_too_long_is_a_fault(
    site: Client, dying: None, caplog: pytest.LogCaptureFixture
) -> None:
    answer = site.get("/dawdle")

    assert (answer.status_code, "Retry-After" in answer.headers) == (500, False)
    assert any(record.exc_info for record in caplog.records)


def with_cause(error: Exception, cause: Exception | None) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("cause", "away"),
    [
        (None, True),
        (psycopg.OperationalError("server closed the connection unexpectedly"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.CrashShutdown(), True),
        (psycopg.errors.CannotConnectNow(), True),
        (psycopg.errors.ConnectionFailure(), True),
        (psycopg.errors.TooManyConnections(), True),
        (psycopg.errors.DeadlockDetected(), False),
        (psycopg.errors.LockNotAvailable(), False),
        (psycopg.errors.QueryCanceled(), False),
        (psycopg.errors.SerializationFailure(), False),
        (psycopg.errors.DiskFull(), False),
    ],
)
def test_what_tells_that_it_is_away(cause: Exception | None, away: bool) -> None:
    assert is_away(with_cause(OperationalError(), cause)) is away


def test_other_errors_do_not() -> None:
    assert is_away(InterfaceError())
    assert not is_away(ProgrammingError())
    assert not is_away(None)
    assert is_away(with_cause(ProgrammingError("no new connection in an atomic block"), OperationalError()))
