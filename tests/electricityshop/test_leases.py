"""A claim is renewed for as long as its holder works, and no longer."""

import time

import pytest
from django.db import connection

from electricityshop.jobs import leases
from electricityshop.jobs.leases import kept


@pytest.fixture(autouse=True)
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leases, "RENEWED_EVERY_SECONDS", 0.02)


def test_it_is_renewed_again_and_again_until_the_work_is_done() -> None:
    renewed: list[float] = []

    with kept(lambda: renewed.append(time.monotonic())):
        while len(renewed) < 3:
            time.sleep(0.01)
    then = len(renewed)
    time.sleep(0.1)

    assert len(renewed) == then


def test_quick_work_renews_nothing() -> None:
    renewed: list[float] = []

    with kept(lambda: renewed.append(time.monotonic())):
        pass
    time.sleep(0.05)

    assert renewed == []


def test_work_that_fails_is_not_renewed_any_more() -> None:
    renewed: list[float] = []

    with pytest.raises(ValueError, match="broke"), kept(lambda: renewed.append(time.monotonic())):
        while not renewed:
            time.sleep(0.01)
        raise ValueError("broke")
    then = len(renewed)
    time.sleep(0.1)

    assert len(renewed) == then


@pytest.mark.django_db(transaction=True)
def test_a_renewal_that_fails_is_followed_by_the_next() -> None:
    tries: list[int] = []

    def renew() -> None:
        tries.append(1)
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1" if len(tries) > 1 else "SELECT nonsense")

    with kept(renew):
        while len(tries) < 3:
            time.sleep(0.01)

    assert len(tries) >= 3
