"""The second factor: at the login page, at the API, and around the admin."""

from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from rest_framework.test import APIClient

from accounts.models import User
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_now() -> str:
    counters = list(yield_hotp_counters_from_time())
    return str(format_hotp_value(hotp_value(SECRET, counters[len(counters) // 2])))


@pytest.fixture
def protected(user: User) -> User:
    TOTP.activate(user, SECRET)
    return user


def log_in(**body: Any) -> Any:
    return APIClient().post(
        "/api/v1/auth/login", {"email": "ada@example.com", "password": PASSWORD} | body, format="json"
    )


def test_the_api_asks_for_the_code_and_takes_each_once(protected: User) -> None:
    code = code_now()

    without = log_in()
    assert without.status_code == 401
    assert without.json()["code"] == "second_factor_required"
    assert log_in(code="000000").status_code == 401
    assert log_in(code=code, password="wrong wrong").json()["code"] == "bad_credentials"
    assert log_in(code=code).status_code == 200
    assert log_in(code=code).status_code == 401


def test_a_recovery_code_opens_once(protected: User) -> None:
    codes = RecoveryCodes.activate(protected).get_unused_codes()

    assert log_in(code=codes[0]).status_code == 200
    assert log_in(code=codes[0]).status_code == 401
    assert log_in(code=codes[1]).status_code == 200


def test_guessing_codes_is_limited(protected: User) -> None:
    statuses = [log_in(code=f"00000{number}").status_code for number in range(7)]

    assert statuses == [401] * 5 + [429] * 2
    assert log_in(code=code_now()).status_code == 429


def test_the_login_page_asks_for_the_code(protected: User) -> None:
    client = Client()

    first = client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})
    assert first.headers["Location"].startswith("/accounts/2fa/authenticate/")
    assert client.get("/account/").status_code == 302
    page = client.get("/accounts/2fa/authenticate/").content.decode()
    assert 'autocomplete="one-time-code"' in page
    assert client.post("/accounts/2fa/authenticate/", {"code": "000000"}).status_code == 200
    done = client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert done.headers["Location"] == "/account/"
    assert client.get("/account/").status_code == 200


def test_guessing_codes_at_the_login_page_is_limited(protected: User) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})

    for number in range(5):
        client.post("/accounts/2fa/authenticate/", {"code": f"00000{number}"})
    page = client.post("/accounts/2fa/authenticate/", {"code": code_now()})

    assert "Too many attempts" in page.content.decode()
    assert client.get("/account/").status_code == 302


def test_codes_work_while_redis_is_away(protected: User, settings: Any) -> None:
    settings.CACHES = {
        "default": {**settings.CACHES["default"], "LOCATION": "unix:///nowhere/redis.sock?db=1"}
    }

    assert log_in(code=code_now()).status_code == 200


def test_switching_it_on_and_off(user: User) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": "ada@example.com", "password": PASSWORD})

    asked = client.get("/accounts/2fa/totp/activate/")
    assert "Is it still you?" in client.get(asked.headers["Location"]).content.decode()
    assert client.post(asked.headers["Location"], {"password": "wrong wrong"}).status_code == 200
    page = client.post(asked.headers["Location"], {"password": PASSWORD}, follow=True)
    assert page.status_code == 200
    assert "Cannot scan?" in page.content.decode()
    secret = client.session["mfa.totp.secret"]
    counters = list(yield_hotp_counters_from_time())
    code = format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))
    assert client.post("/accounts/2fa/totp/activate/", {"code": code}).status_code == 302

    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP)
    assert secret not in str(stored.data)
    assert client.get("/accounts/2fa/recovery-codes/").status_code == 200
    assert client.get("/accounts/2fa/recovery-codes/generate/").status_code == 200
    assert "On: logging in asks" in client.get("/account/").content.decode()
    assert client.get("/accounts/2fa/totp/deactivate/").status_code == 200
    assert client.post("/accounts/2fa/totp/deactivate/").status_code == 302
    assert not Authenticator.objects.exists()


def test_the_admins_login_page_does_not_go_around_it(protected: User) -> None:
    User.objects.update(is_staff=True)
    client = Client()

    page = client.post("/admin/login/", {"username": "ada@example.com", "password": PASSWORD})

    assert "/accounts/login/?next=/admin/" in page.content.decode()
    assert "_auth_user_id" not in client.session
