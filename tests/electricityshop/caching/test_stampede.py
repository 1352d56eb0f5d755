"""Many readers of one key at the same moment: PostgreSQL is asked once, and nobody is kept from what there is."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, connections

from electricityshop.caching import connection as redis
from electricityshop.caching import flights
from electricityshop.caching.answers import Answer, Outcome, Recipe, answer
from electricityshop.caching.store import remove_by_tag

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.xdist_group("redis faults")]
READERS = 8
LONGEST_SECONDS = 20
HELD = 4711
"""The advisory lock that every build waits for."""


def build() -> int:
    """The number of builds, counted in PostgreSQL; it takes as long as the test wants."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval('stampede_builds')")
        number = int(cursor.fetchone()[0])
        cursor.execute("SELECT pg_advisory_lock_shared(%s)", [HELD])
        cursor.execute("SELECT pg_advisory_unlock_shared(%s)", [HELD])
    return number


def ask() -> Answer[int]:
    try:
        return answer(Recipe(key="slow", build=build, tags=("lamp",), seconds=60))
    finally:
        if threading.current_thread() is not threading.main_thread():
            connections.close_all()


@pytest.fixture(autouse=True)
def builds() -> Iterator[Callable[[], int]]:
    """How many there were."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE SEQUENCE stampede_builds MINVALUE 0 START 0")
        cursor.execute("SELECT nextval('stampede_builds')")

    def count() -> int:
        with connection.cursor() as cursor:
            cursor.execute("SELECT last_value FROM stampede_builds")
            return int(cursor.fetchone()[0])

    yield count
    with connection.cursor() as cursor:
        cursor.execute("DROP SEQUENCE stampede_builds")


@contextmanager
def builds_held() -> Iterator[None]:
    """No build ends inside the block."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [HELD])
        yield
        cursor.execute("SELECT pg_advisory_unlock(%s)", [HELD])


def until(is_so: Callable[[], object]) -> None:
    deadline = time.monotonic() + LONGEST_SECONDS
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def results(asked: list[Future[Answer[int]]]) -> list[tuple[int, Outcome]]:
    return sorted((one.result(LONGEST_SECONDS).value, one.result().outcome) for one in asked)


def expire(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry that is kept is not fresh any more, and still there."""
    now = time.time
    monkeypatch.setattr("time.time", lambda: now() + 61)


def test_what_was_never_there_is_built_once(builds: Callable[[], int]) -> None:
    with ThreadPoolExecutor(READERS) as pool:
        with builds_held():
            asked = [pool.submit(ask) for _ in range(READERS)]
            until(builds)

        assert results(asked) == [(1, Outcome.HIT)] * (READERS - 1) + [(1, Outcome.MISS)]
    assert builds() == 1


def test_what_was_touched_is_built_once_and_nobody_gets_the_old_one(builds: Callable[[], int]) -> None:
    ask()
    remove_by_tag("lamp")

    with ThreadPoolExecutor(READERS) as pool:
        with builds_held():
            asked = [pool.submit(ask) for _ in range(READERS)]
            until(lambda: builds() == 2)

        assert results(asked) == [(2, Outcome.HIT)] * (READERS - 1) + [(2, Outcome.MISS)]
    assert builds() == 2


def test_what_is_touched_while_it_is_built_is_built_once_more(builds: Callable[[], int]) -> None:
    with ThreadPoolExecutor(READERS) as pool:
        with builds_held():
            asked = [pool.submit(ask) for _ in range(READERS)]
            until(builds)
            time.sleep(
                0.1
            )  # the others find that somebody builds; if they are slower, they find the second build
            remove_by_tag("lamp")

        assert results(asked) == [(1, Outcome.MISS)] + [(2, Outcome.HIT)] * (READERS - 2) + [
            (2, Outcome.MISS)
        ]
    assert builds() == 2


def test_while_one_builds_what_has_expired_nobody_else_waits(
    builds: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    ask()
    expire(monkeypatch)

    with ThreadPoolExecutor(READERS) as pool:
        with builds_held():
            first = pool.submit(ask)
            until(lambda: builds() == 2)
            others = [pool.submit(ask) for _ in range(READERS - 1)]

            assert results(others) == [(1, Outcome.STALE)] * (READERS - 1)
            assert not first.done()

        assert results([first]) == [(2, Outcome.MISS)]
    assert builds() == 2


def test_who_waits_for_another_process_that_gave_up_builds(builds: Callable[[], int]) -> None:
    building = f"{settings.CACHE_PREFIX}building:slow"
    redis.client().set(building, b"1")

    with ThreadPoolExecutor(READERS) as pool:
        asked = [pool.submit(ask) for _ in range(READERS)]
        until(lambda: flights._flying)
        redis.client().delete(building)

        assert results(asked) == [(1, Outcome.HIT)] * (READERS - 1) + [(1, Outcome.MISS)]
    assert builds() == 1
