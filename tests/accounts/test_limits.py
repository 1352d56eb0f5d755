"""Limits on guessing: in PostgreSQL, exact, and counting failures only."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.models import User
from electricityshop.attempts.models import Attempt
from electricityshop.events.models import OutboxMessage
from tests.accounts.conftest import PASSWORD, page_client

pytestmark = pytest.mark.django_db

SMALL = {"login_email": (3, 300), "login_ip": (6, 300), "register_ip": (2, 300), "code": (3, 300),
         "mail_to": (2, 600), "mail_ip": (4, 600), "code_reuse": (1, 120)}  # fmt: skip


def log_in(email: str, password: str, **extra: Any) -> Any:
    return APIClient().post(
        "/api/v1/auth/login", {"email": email, "password": password}, format="json", **extra
    )


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_after_so_many_failures_even_the_right_password_has_to_wait(
    user: User, django_assert_num_queries: Any
) -> None:
    for _ in range(3):
        assert log_in("ada@example.com", "wrong wrong").status_code == 401

    with django_assert_num_queries(1):  # refused before anything is looked up or hashed
        answer = log_in("ADA@example.com", PASSWORD, headers={"x-forwarded-for": "9.9.9.9"})

    assert answer.status_code == 429
    assert answer.json()["code"] == "too_many_attempts"
    assert 1 <= int(answer.headers["Retry-After"]) <= 301
    assert (
        Attempt.objects.count() == 6
    )  # three failures, per address and per caller; the refused try is not counted


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_failures_count_per_caller_too_and_no_header_changes_who_calls(user: User) -> None:
    for number in range(6):
        log_in(f"nobody{number}@example.com", "wrong wrong", headers={"x-forwarded-for": f"9.9.9.{number}"})

    assert log_in("ada@example.com", PASSWORD, headers={"x-forwarded-for": "8.8.8.8"}).status_code == 429
    assert log_in("ada@example.com", PASSWORD, REMOTE_ADDR="10.1.1.1").status_code == 200


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_ipv6_callers_are_told_apart_by_network() -> None:
    for number in range(6):
        log_in(f"nobody{number}@example.com", "wrong wrong", REMOTE_ADDR=f"2001:db8::{number}")

    assert log_in("a@example.com", "wrong wrong", REMOTE_ADDR="2001:db8::ffff").status_code == 429
    assert log_in("a@example.com", "wrong wrong", REMOTE_ADDR="2001:db8:0:1::1").status_code == 401


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_the_limit_ends_with_its_window(user: User) -> None:
    for _ in range(3):
        log_in("ada@example.com", "wrong wrong")
    Attempt.objects.update(at=timezone.now() - timedelta(seconds=301))

    assert log_in("ada@example.com", PASSWORD).status_code == 200


def test_success_is_never_counted(user: User) -> None:
    assert {log_in("ada@example.com", PASSWORD).status_code for _ in range(60)} == {200}


@pytest.mark.django_db(transaction=True)
def test_fifty_parallel_guesses_get_ten_answers(user: User) -> None:
    def guess(number: int) -> int:
        try:
            return int(log_in("ada@example.com", f"wrong {number} wrong").status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(25) as pool:
        statuses = list(pool.map(guess, range(50)))

    assert statuses.count(401) == 10
    assert statuses.count(429) == 40


@pytest.mark.django_db(transaction=True)
def test_parallel_logins_with_the_right_password_all_succeed(user: User) -> None:
    def log_in_once(_: int) -> int:
        try:
            return int(log_in("ada@example.com", PASSWORD).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        assert set(pool.map(log_in_once, range(20))) == {200}


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_the_login_page_says_so_beside_the_form(user: User) -> None:
    client = Client()
    for _ in range(3):
        client.post("/accounts/login/", {"login": "ada@example.com", "password": "wrong wrong"})

    page = client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})

    assert "Too many attempts. Wait 5 minutes" in page.content.decode()
    assert "_auth_user_id" not in client.session


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_the_admin_login_is_limited_too(user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_staff=True)
    client = Client()
    for _ in range(3):
        client.post("/admin/login/", {"username": "ada@example.com", "password": "wrong wrong"})

    page = client.post("/admin/login/", {"username": "ada@example.com", "password": PASSWORD})

    assert page.status_code == 429
    assert "_auth_user_id" not in client.session


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_guessing_the_current_password_counts_like_guessing_at_the_login(user: User) -> None:
    client = page_client(user)
    for _ in range(3):
        client.post(
            "/accounts/password/change/", {"oldpassword": "wrong", "password1": "another horse battery"}
        )

    page = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another horse battery"}
    )

    assert page.status_code == 200
    assert "Too many attempts" in page.content.decode()
    assert log_in("ada@example.com", PASSWORD).status_code == 429


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_registrations_are_limited_per_caller() -> None:
    def register(number: int) -> int:
        body = {"email": f"new{number}@example.com", "password": "several plain words"}
        return int(APIClient().post("/api/v1/auth/register", body, format="json").status_code)

    assert [register(number) for number in range(3)] == [201, 201, 429]
    page = Client().post(
        "/accounts/signup/", {"email": "new9@example.com", "password1": "several plain words"}
    )
    assert "Too many attempts" in page.content.decode()
    assert User.objects.count() == 2


@pytest.fixture
def redis_is_away(settings: Any) -> Iterator[None]:
    away = {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock?db=1"}
    settings.CACHES = {"default": away}
    yield


def test_people_can_log_in_register_and_reset_while_redis_is_away(user: User, redis_is_away: None) -> None:
    client = Client()

    answer = client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})

    assert cache.add("anything", 1) is None
    assert answer.status_code == 302
    assert client.get("/account/").status_code == 200
    newcomer = Client().post(
        "/accounts/signup/", {"email": "new@example.com", "password1": "several plain words"}
    )
    assert newcomer.status_code == 302
    assert Client().post("/accounts/password/reset/", {"email": "ada@example.com"}).status_code == 302
    assert [message.name for message in OutboxMessage.objects.order_by("pk")] == [
        "accounts.VerificationRequested",
        "accounts.PasswordResetRequested",
    ]


@override_settings(ATTEMPT_LIMITS=SMALL)
def test_guessing_is_limited_while_redis_is_away(user: User, redis_is_away: None) -> None:
    for _ in range(3):
        assert log_in("ada@example.com", "wrong wrong").status_code == 401

    assert log_in("ada@example.com", PASSWORD).status_code == 429


def test_the_table_names_nobody(user: User) -> None:
    log_in("ada@example.com", "wrong wrong")

    assert "ada" not in str(list(Attempt.objects.values()))
    assert "127.0.0.1" not in str(list(Attempt.objects.values()))
