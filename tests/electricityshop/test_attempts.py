"""Attempts are counted all or none, refused in one shape, and forgotten."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from electricityshop.api.problems import problem_response
from electricityshop.attempts.counting import count_attempt
from electricityshop.attempts.jobs import forget_old_attempts
from electricityshop.attempts.limits import Limit, TooManyAttempts
from electricityshop.attempts.models import Attempt
from electricityshop.commands import TransactionRequired
from electricityshop.monitoring.requests import DomainErrorPages

pytestmark = pytest.mark.django_db


def test_an_attempt_counts_towards_all_its_limits_or_none() -> None:
    wide, narrow, now = Limit("a", "x", 5, 60), Limit("b", "x", 2, 60), timezone.now()

    with transaction.atomic():
        count_attempt([wide, narrow], now)
        count_attempt([wide, narrow], now)
        with pytest.raises(TooManyAttempts) as refusal:
            count_attempt([wide, narrow], now + timedelta(seconds=10))
        count_attempt([wide], now)

    assert refusal.value.retry_after == 51
    assert Attempt.objects.filter(key=wide.key).count() == 3
    assert Attempt.objects.filter(key=narrow.key).count() == 2


def test_attempts_outside_the_window_do_not_count() -> None:
    limit, now = Limit("a", "x", 1, 60), timezone.now()
    Attempt.objects.create(key=limit.key, at=now - timedelta(seconds=60))

    with transaction.atomic():
        count_attempt([limit], now)

    assert Attempt.objects.count() == 2


def test_nothing_to_count_is_no_attempt() -> None:
    with transaction.atomic():
        count_attempt([], timezone.now())

    assert not Attempt.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_counting_is_part_of_a_command() -> None:
    with pytest.raises(TransactionRequired):
        count_attempt([Limit("a", "x", 1, 60)], timezone.now())


def test_what_no_longer_counts_is_forgotten(settings: Any) -> None:
    settings.ATTEMPT_LIMITS = {"a": (1, 60), "b": (1, 600)}
    now = timezone.now()
    Attempt.objects.create(key="old", at=now - timedelta(seconds=601))
    Attempt.objects.create(key="new", at=now - timedelta(seconds=500))

    forget_old_attempts()

    assert [attempt.key for attempt in Attempt.objects.all()] == ["new"]


def test_a_refusal_says_when_to_come_back() -> None:
    refusal = TooManyAttempts(retry_after=61)

    pages: Any = DomainErrorPages(lambda _: HttpResponse())
    page = pages.process_exception(RequestFactory().get("/"), refusal)
    answer: Any = problem_response(refusal, {})

    assert (page.status_code, page["Retry-After"]) == (429, "61")
    assert "Wait 2 minutes" in page.content.decode()
    assert (answer.status_code, answer["Retry-After"]) == (429, "61")
    assert json.loads(answer.content)["code"] == "too_many_attempts"
