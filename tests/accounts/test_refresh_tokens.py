"""Refresh tokens: each is good once, and a stolen one ends the login."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from rest_framework.test import APIClient

from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.commands.start_token_family import IssuedToken, StartTokenFamily, start_token_family
from accounts.models import RefreshToken, User
from tests.accounts.conftest import PASSWORD, page_client

pytestmark = pytest.mark.django_db


def refresh(token: Any) -> Any:
    return APIClient().post("/api/v1/auth/refresh", {"refresh": token}, format="json")


def me(access: str) -> int:
    return APIClient().get("/api/v1/me", headers={"authorization": f"Bearer {access}"}).status_code


def start(user: User, *, age: timedelta = timedelta()) -> IssuedToken:
    return start_token_family(StartTokenFamily(user_id=user.pk, now=timezone.now() - age))


def test_a_trade_gives_a_new_pair_and_keeps_no_secret(user: User) -> None:
    first = start(user)

    answer = refresh(first.refresh)

    assert answer.status_code == 200
    assert set(answer.json()) == {"access", "refresh", "token_type", "expires_in"}
    assert answer.json()["token_type"] == "Bearer"
    assert answer.json()["expires_in"] == 600
    assert answer.json()["refresh"] != first.refresh
    assert me(answer.json()["access"]) == 200
    stored = str(list(RefreshToken.objects.values()))
    assert first.refresh not in stored
    assert answer.json()["refresh"] not in stored


def test_presenting_a_spent_token_ends_the_whole_family_and_its_access_tokens(user: User) -> None:
    first = start(user)
    stranger = start(user)
    second = refresh(first.refresh).json()

    replayed = refresh(first.refresh)

    assert replayed.status_code == 401
    assert replayed.json()["code"] == "bad_refresh_token"
    assert refresh(second["refresh"]).status_code == 401
    assert me(second["access"]) == 401
    assert refresh(stranger.refresh).status_code == 200  # another device stays logged in


@pytest.mark.django_db(transaction=True)
def test_of_twenty_parallel_trades_one_succeeds(user: User) -> None:
    token = start(user).refresh

    def trade(_: int) -> int:
        try:
            return int(refresh(token).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        statuses = sorted(pool.map(trade, range(20)))

    assert statuses == [200] + [401] * 19
    assert not RefreshToken.objects.filter(revoked_at__isnull=True).exists()


@pytest.mark.django_db(transaction=True)
def test_a_family_ends_even_while_it_is_being_traded(user: User) -> None:
    """Whatever the order, no token of a revoked family is left to trade."""
    for _ in range(10):
        issued = start(user)

        def trade(token: str = issued.refresh) -> None:
            try:
                for _ in range(5):
                    answer = refresh(token)
                    if answer.status_code != 200:
                        return
                    token = answer.json()["refresh"]
            finally:
                connection.close()

        def end(family: Any = issued.family) -> None:
            try:
                revoke_refresh_tokens(RevokeRefreshTokens(family=family, now=timezone.now()))
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            for done in (pool.submit(trade), pool.submit(end)):
                done.result()

        assert not RefreshToken.objects.filter(family=issued.family, revoked_at__isnull=True).exists()


def test_an_expired_token_is_refused(user: User) -> None:
    token = start(user, age=timedelta(days=31)).refresh

    assert refresh(token).status_code == 401
    assert not RefreshToken.objects.filter(spent_at__isnull=False).exists()


def test_an_inactive_user_cannot_refresh(user: User) -> None:
    issued = start(user)
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert refresh(issued.refresh).status_code == 401


@pytest.mark.parametrize(
    "token", ["", "x", "x" * 43, "é" * 43, "x" * 5000, None, 1, True, [], {}, "a b", "' OR 1=1--"]
)
def test_nonsense_is_refused(db: None, token: Any) -> None:
    assert refresh(token).status_code in {400, 401}


def test_logout_ends_the_device_and_can_be_repeated(user: User) -> None:
    issued = start(user)
    pair = refresh(issued.refresh).json()
    client = APIClient()

    for token in (pair["refresh"], pair["refresh"], issued.refresh, "unknown"):
        assert client.post("/api/v1/auth/logout", {"refresh": token}, format="json").status_code == 204

    assert refresh(pair["refresh"]).status_code == 401
    assert me(pair["access"]) == 401


def test_changing_the_password_ends_every_device(user: User) -> None:
    issued = start(user)
    client = page_client(user)

    changed = client.post(
        "/accounts/password/change/", {"oldpassword": PASSWORD, "password1": "another horse battery"}
    )

    assert changed.status_code == 302
    assert refresh(issued.refresh).status_code == 401
    assert client.get("/account/").status_code == 200  # this browser stays logged in
