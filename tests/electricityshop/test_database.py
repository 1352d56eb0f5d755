"""Kept connections: looked at without a statement, and never trusted when they may be dead."""

from typing import Any
from uuid import uuid4

import psycopg
import pytest
from django.db import DEFAULT_DB_ALIAS, close_old_connections, connection, connections
from django.test.utils import CaptureQueriesContext

from electricityshop.database.base import FRESH_SECONDS
from electricityshop.plain_sql import fetch
from orders.cart_token import COOKIE, cart_token
from tests.front_door import ask

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """What `SELECT 1` answered, each time."""
    answers: list[bool] = []
    wrapper: Any = type(connections[DEFAULT_DB_ALIAS])
    ask_server = wrapper.is_usable

    def is_usable(self: Any) -> bool:
        answers.append(ask_server(self))
        return answers[-1]

    monkeypatch.setattr(wrapper, "is_usable", is_usable)
    return answers


def request() -> int:
    """What the statements of one request do to a connection: the id of the server's process that answered."""
    close_old_connections()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        [process] = cursor.fetchone()
    close_old_connections()
    return int(process)


def end(process: int) -> None:
    """As a restart does: the server ends the connection."""
    settings = connection.settings_dict
    parts = {name.lower(): settings[name] for name in ("HOST", "PORT", "USER", "PASSWORD") if settings[name]}
    with psycopg.connect(dbname=settings["NAME"], autocommit=True, **parts) as other:
        assert other.execute("SELECT pg_terminate_backend(%s, 5000)", [process]).fetchone() == (True,)


def test_a_connection_in_use_is_not_asked(asked: list[bool]) -> None:
    processes = {request() for _ in range(3)}

    assert (len(processes), asked) == (1, [])


def test_after_a_rest_it_is_asked(asked: list[bool]) -> None:
    first = request()
    connections["default"].used_at -= FRESH_SECONDS

    assert (request(), asked) == (first, [True])
    assert (request(), asked) == (first, [True])


def test_one_that_the_server_ended_is_replaced(asked: list[bool]) -> None:
    ended = request()
    end(ended)

    assert request() != ended
    assert asked == [False]
    end(request())
    assert "Your cart is empty" in ask("/cart", cookie=f"{COOKIE}={cart_token(uuid4())}").text
    assert asked == [False, False]


def test_one_that_failed_is_asked(asked: list[bool]) -> None:
    process = request()
    with pytest.raises(Exception, match="nothing_of_the_kind"), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM nothing_of_the_kind")

    assert (request(), asked) == (process, [True])


@pytest.mark.parametrize("is_allowed", [True, False])
def test_fixed_statements_are_prepared_where_that_is_allowed(settings: Any, is_allowed: bool) -> None:
    settings.DATABASE_PREPARED = is_allowed
    connection.close()

    with CaptureQueriesContext(connection) as captured:
        found = [fetch("SELECT %s::int + 1, %s", [number, "a"]) for number in (1, 2)]

    assert found == [[(2, "a")], [(3, "a")]]
    assert [query["sql"] for query in captured] == ["SELECT 1::int + 1, 'a'", "SELECT 2::int + 1, 'a'"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements")
        assert cursor.fetchone() == (int(is_allowed),)
