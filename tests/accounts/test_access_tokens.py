"""Access tokens: who they let in, and who not."""

from datetime import timedelta
from typing import Any

import jwt
import pytest
from django.conf import settings
from django.test import override_settings
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.api import access_tokens
from accounts.api.access_tokens import AccessClaims, issue_access_token
from accounts.commands.start_token_family import StartTokenFamily, start_token_family
from accounts.models import User


def claims_of(user: User) -> AccessClaims:
    family = start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now())).family
    return AccessClaims(user.pk, family)


def me(header: str) -> Any:
    return APIClient().get("/api/v1/me", headers={"authorization": header})


def signed(claims: AccessClaims, key: bytes | None = None, algorithm: str = "HS256", **changes: Any) -> str:
    now = timezone.now()
    payload = {
        "sub": str(claims.user_id), "family": claims.family.hex, "aud": access_tokens.AUDIENCE,
        "iat": now, "exp": now + timedelta(minutes=5),
    } | changes  # fmt: skip
    payload = {name: value for name, value in payload.items() if value is not None}
    key = key if key is not None else access_tokens._key(settings.SECRET_KEY)
    return jwt.encode(payload, key if algorithm != "none" else "", algorithm=algorithm)


def test_a_good_token_lets_in_with_one_statement_for_who(user: User, django_assert_num_queries: Any) -> None:
    token = issue_access_token(claims_of(user), timezone.now())

    with django_assert_num_queries(2):  # who it is, and the profile asked for
        answer = me(f"Bearer {token}")

    assert answer.status_code == 200
    assert answer.json()["email"] == "ada@example.com"


def test_every_bad_token_is_401(user: User, other: User) -> None:
    claims = claims_of(user)
    good = signed(claims)
    header, payload, signature = good.split(".")
    bad = {
        "none": "",
        "nonsense": "x.y.z",
        "tampered payload": f"{header}.{payload[:-2]}AA.{signature}",
        "tampered signature": f"{header}.{payload}.{signature[:-4]}AAAA",
        "no signature": f"{header}.{payload}.",
        "alg none": signed(claims, algorithm="none"),
        "other key": signed(claims, key=b"k" * 32),
        "the bare secret": signed(
            claims, key=b"for tests only, never used to serve anybody, long enough for HMAC-SHA256"
        ),
        "wrong audience": signed(claims, aud="somebody-else"),
        "no audience": signed(claims, aud=None),
        "no expiry": signed(claims, exp=None),
        "expired": signed(claims, exp=timezone.now() - timedelta(seconds=1)),
        "no family": signed(claims, family=None),
        "family is no UUID": signed(claims, family="x"),
        "family is a number": signed(claims, family=7),
        "subject is no number": signed(claims, sub="admin"),
        "subject beyond the database": signed(claims, sub=str(2**70)),
        "subject of somebody else": signed(claims, sub=str(other.pk)),
        "long": good + "x" * 100_000,
        "not ASCII": "é.é.é",
    }
    assert me(f"Bearer {good}").status_code == 200

    for name, token in bad.items():
        answer = me(f"Bearer {token}")
        assert answer.status_code == 401, name
        assert answer.headers["Content-Type"] == "application/problem+json", name
        assert answer.headers["WWW-Authenticate"] == "Bearer", name


@pytest.mark.parametrize("header", ["", "Basic YWRhOng=", "Token x", "Bearer"])
def test_no_bearer_token_is_401(db: None, header: str) -> None:
    assert me(header).status_code == 401


def test_an_inactive_user_is_out_at_once(user: User) -> None:
    token = issue_access_token(claims_of(user), timezone.now())
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert me(f"Bearer {token}").status_code == 401


def test_a_token_signed_before_the_secret_changed_still_counts(user: User) -> None:
    token = issue_access_token(claims_of(user), timezone.now())
    old = settings.SECRET_KEY

    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[old]):
        assert me(f"Bearer {token}").status_code == 200
    with override_settings(SECRET_KEY="n" * 60, SECRET_KEY_FALLBACKS=[]):
        assert me(f"Bearer {token}").status_code == 401
