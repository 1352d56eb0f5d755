"""Registering and logging in through the API."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import MD5PasswordHasher
from rest_framework.test import APIClient

from accounts.models import User
from electricityshop.attempts.models import Attempt
from electricityshop.events.models import OutboxMessage
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

NEW = {"email": "Grace@Example.com", "password": "several plain words", "name": "Grace"}


def post(path: str, body: Any, **extra: Any) -> Any:
    return APIClient().post(f"/api/v1/auth/{path}", body, format="json", **extra)


def log_in(email: str, password: str, **extra: Any) -> Any:
    return post("login", {"email": email, "password": password}, **extra)


def test_registering_gives_an_account_tokens_and_a_confirmation_link_to_send(
    django_assert_max_num_queries: Any,
) -> None:
    with django_assert_max_num_queries(20):
        answer = post("register", NEW)

    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"access", "refresh", "token_type", "expires_in", "user"}
    assert body["user"]["email"] == "grace@example.com"
    assert body["user"]["name"] == "Grace"
    assert body["user"]["email_verified"] is False
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser, user.is_active) == (
        "grace@example.com",
        False,
        False,
        True,
    )
    address = EmailAddress.objects.get()
    message = OutboxMessage.objects.get()
    assert message.name == "accounts.VerificationRequested"
    assert message.payload == {"email_address_id": address.pk, "is_new_account": True}
    me = APIClient().get("/api/v1/me", headers={"authorization": f"Bearer {body['access']}"})
    assert me.json() == body["user"]


def test_an_address_is_taken_however_it_is_spelt(user: User) -> None:
    answer = post("register", NEW | {"email": " ADA@example.COM"})

    assert answer.status_code == 409
    assert answer.json()["code"] == "email_taken"
    assert "email" in answer.json()["errors"]
    assert User.objects.count() == 1
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("email", ""), ("email", "a@b"), ("email", "a"), ("email", "x" * 250 + "@example.com"), ("email", None),
        ("email", []), ("email", "a\r\nBcc: b@example.com@example.com"), ("email", "<a@example.com>"),
        ("password", ""), ("password", "short"), ("password", "password123"), ("password", "1234567890123"),
        ("password", "grace@example.com"), ("password", None), ("password", {}), ("password", "x" * 129),
        ("name", "x" * 151), ("name", {}), ("name", "a\x00b"),
    ],
)  # fmt: skip
def test_bad_registrations_name_the_field(field: str, value: Any) -> None:
    answer = post("register", NEW | {field: value})

    assert answer.status_code == 400
    if "\x00" not in str(value):  # refused by the parser, which knows no fields
        assert list(answer.json()["errors"]) == [field]
    assert not User.objects.exists()


@pytest.mark.parametrize("body", ["[]", "null", "1", '"x"', "{", "", '{"email": NaN}'])
def test_bodies_that_are_no_object(body: str) -> None:
    for path in ("register", "login", "refresh", "logout"):
        answer = APIClient().post(f"/api/v1/auth/{path}", body, content_type="application/json")
        assert answer.status_code == 400
        assert answer.headers["Content-Type"] == "application/problem+json"


def test_powers_cannot_be_registered() -> None:
    wanted = {
        "is_staff": True,
        "is_superuser": True,
        "id": 7,
        "is_active": False,
        "groups": [1],
        "date_joined": "x",
    }

    post("register", NEW | wanted)

    user = User.objects.get()
    assert (user.is_staff, user.is_superuser, user.is_active) == (False, False, True)
    assert user.pk != 7


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: what a login costs, whatever the machine."""

    count = 0

    def encode(self, password: str, salt: str) -> str:
        CountingHasher.count += 1
        return super().encode(password, salt)


@pytest.fixture
def hashes(settings: Any) -> Callable[[], int]:
    """How many were made since it was last asked."""
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]

    def since() -> int:
        made, CountingHasher.count = CountingHasher.count, 0
        return made

    return since


@pytest.mark.parametrize("path", ["register", "login"])
def test_a_megabyte_of_password_is_refused_before_it_is_hashed(path: str, hashes: Callable[[], int]) -> None:
    hashes()

    answer = post(path, NEW | {"password": "x" * 1_000_000})

    assert answer.status_code == 400
    assert hashes() == 0


def test_logging_in(user: User, django_assert_max_num_queries: Any) -> None:
    log_in("ada@example.com", PASSWORD)  # loads what is loaded once

    with django_assert_max_num_queries(11):
        answer = log_in("ADA@Example.com", PASSWORD)

    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh", "token_type", "expires_in"}
    assert not Attempt.objects.exists()


def test_every_refusal_looks_the_same(user: User, other: User) -> None:
    User.objects.filter(pk=other.pk).update(is_active=False)

    answers = [
        log_in("ada@example.com", "wrong wrong wrong"),
        log_in("nobody@example.com", PASSWORD),
        log_in("bob@example.com", PASSWORD),
        log_in("not an address", PASSWORD),
        log_in("' OR 1=1--", PASSWORD),
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.content for answer in answers}) == 1


def test_an_unknown_address_costs_as_many_hashes_as_a_wrong_password(hashes: Callable[[], int]) -> None:
    User.objects.create_user("ada@example.com", PASSWORD)
    hashes()

    log_in("ada@example.com", "wrong wrong wrong")
    known = hashes()
    log_in("nobody@example.com", "wrong wrong wrong")

    assert (known, hashes()) == (1, 1)


def test_me_changes_the_name_and_nothing_else(user: User) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Bearer {log_in('ada@example.com', PASSWORD).json()['access']}")
    before = User.objects.values().get()

    answer = client.patch(
        "/api/v1/me",
        {
            "name": "Ada L.",
            "email": "x@example.com",
            "is_staff": True,
            "id": 1,
            "password": "x",
            "email_verified": False,
        },
        format="json",
    )

    assert answer.status_code == 200
    assert answer.json()["name"] == "Ada L."
    assert User.objects.values().get() == before | {"name": "Ada L."}
    for bad in ("x" * 151, "a\nb", None, ["x"]):
        assert client.patch("/api/v1/me", {"name": bad}, format="json").status_code == 400
    assert client.put("/api/v1/me", {}, format="json").status_code == 405
    assert client.delete("/api/v1/me").status_code == 405
