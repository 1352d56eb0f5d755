"""The account's pages: who sees them, what they take, and that nothing typed is lost."""

from typing import Any

import pytest
from django.test import Client

from accounts.commands.save_address import SaveAddress, save_address
from accounts.models import Address, User
from tests.accounts.conftest import PASSWORD, page_client, postal

pytestmark = pytest.mark.django_db

FORM = {
    "name": "Ada Lovelace", "line1": "Torstr. 1", "city": "Berlin", "country": "DE", "postcode": "10115",
}  # fmt: skip


def saved(user: User, name: str = "Ada") -> int:
    return save_address(SaveAddress(user_id=user.pk, postal=postal(name=name)))


PAGES = [
    "/account/",
    "/account/name/",
    "/account/addresses/",
    "/account/addresses/add/",
    "/account/addresses/{id}/",
    "/account/addresses/{id}/delete/",
    "/accounts/email/",
    "/accounts/password/change/",
    "/accounts/2fa/",
    "/accounts/logout/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_for_its_owner_and_kept_by_no_cache(user: User, path: str) -> None:
    path = path.format(id=saved(user))

    page = page_client(user).get(path)
    stranger = Client().get(path)

    assert page.status_code == 200
    assert page.content.count(b"<h1>") == 1
    assert b"%}" not in page.content
    assert "no-store" in page.headers["Cache-Control"]
    assert "private" in page.headers["Cache-Control"]
    assert stranger.status_code == 302


@pytest.mark.parametrize(
    "path", ["/accounts/login/", "/accounts/signup/", "/accounts/password/reset/", "/accounts/password/reset/done/",
             "/accounts/password/reset/key/1-x/", "/accounts/password/reset/key/done/", "/accounts/inactive/",
             "/accounts/confirm-email/", "/accounts/confirm-email/nonsense/"],
)  # fmt: skip
def test_every_page_for_strangers(path: str) -> None:
    page = Client().get(path)

    assert page.status_code in {200, 404}
    assert page.content.count(b"<h1>") == 1
    assert b'placeholder="Password"' not in page.content


def test_statements_do_not_grow_with_the_book(user: User, django_assert_num_queries: Any) -> None:
    client = page_client(user)
    for number in range(20):
        saved(user, f"Number {number}")

    with django_assert_num_queries(3):  # session, user, addresses
        client.get("/account/addresses/")
    with django_assert_num_queries(3):  # session, user, profile
        client.get("/account/")


def test_adding_changing_and_deleting(user: User) -> None:
    client = page_client(user)

    client.post("/account/addresses/add/", FORM)
    address = Address.objects.get()
    assert (address.name, address.is_default, address.user_id) == ("Ada Lovelace", True, user.pk)
    client.post(f"/account/addresses/{address.pk}/", FORM | {"city": "Potsdam", "postcode": "14467"})
    address.refresh_from_db()
    assert (address.city, address.is_default) == ("Potsdam", True)
    asked = client.get(f"/account/addresses/{address.pk}/delete/")
    assert "Potsdam" in asked.content.decode()
    assert Address.objects.exists()
    client.post(f"/account/addresses/{address.pk}/delete/")
    assert not Address.objects.exists()


def test_a_bad_address_is_explained_and_nothing_typed_is_lost(user: User) -> None:
    page = page_client(user).post(
        "/account/addresses/add/", FORM | {"postcode": "SW1A 1AA", "phone": "call me", "city": ""}
    )

    text = page.content.decode()
    assert page.status_code == 422
    assert "error-summary" in text
    assert 'href="#id_postcode"' in text
    assert 'href="#id_city"' in text
    for kept in ("Ada Lovelace", "Torstr. 1", "SW1A 1AA", "call me"):
        assert kept in text
    assert not Address.objects.exists()


def test_the_form_helps_the_browser(user: User) -> None:
    text = page_client(user).get("/account/addresses/add/").content.decode()

    for token in (
        "name",
        "organization",
        "address-line1",
        "address-line2",
        "postal-code",
        "address-level2",
        "tel",
    ):
        assert f'autocomplete="{token}"' in text
    assert '<option value="DE" selected>Germany</option>' in text
    assert text.index('value="DE"') < text.index('value="AT"')
    assert 'value="US"' not in text
    assert 'type="tel"' in text


def test_a_country_the_shop_does_not_ship_to_is_refused(user: User) -> None:
    page = page_client(user).post("/account/addresses/add/", FORM | {"country": "US"})

    assert page.status_code == 422
    assert not Address.objects.exists()


def test_somebody_elses_address_is_not_there(user: User, other: User) -> None:
    address_id = saved(user)
    client = page_client(other)

    for path in ("", "delete/"):
        assert client.get(f"/account/addresses/{address_id}/{path}").status_code == 404
        assert client.post(f"/account/addresses/{address_id}/{path}", FORM).status_code == 404
    assert client.post(f"/account/addresses/{address_id}/default/").status_code == 404
    assert Address.objects.get().name == "Ada"


def test_every_change_needs_the_token_and_a_post(user: User) -> None:
    address_id = saved(user)
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)

    for path in (
        "/account/name/", "/account/addresses/add/", f"/account/addresses/{address_id}/",
        f"/account/addresses/{address_id}/delete/", f"/account/addresses/{address_id}/default/",
        "/accounts/login/", "/accounts/signup/", "/accounts/logout/", "/accounts/password/change/",
        "/accounts/password/reset/", "/accounts/email/",
    ):  # fmt: skip
        assert client.post(path, FORM).status_code == 403, path
    assert client.get(f"/account/addresses/{address_id}/default/").status_code == 405
    assert client.get("/accounts/logout/").status_code == 200  # asks, does nothing
    assert client.get("/account/").status_code == 200
    assert Address.objects.get().name == "Ada"


def test_the_name(user: User) -> None:
    client = page_client(user)

    client.post("/account/name/", {"name": " Ada Lovelace ", "is_staff": "on", "email": "x@example.com"})

    user.refresh_from_db()
    assert (user.name, user.is_staff, user.email) == ("Ada Lovelace", False, "ada@example.com")
    assert client.post("/account/name/", {"name": "x" * 151}).status_code == 422
    assert client.post("/account/name/", {"name": "a\nb"}).status_code == 422


@pytest.mark.parametrize(
    "target",
    ["//evil.example", "https://evil.example", "\\\\evil.example", "/\\evil.example", "https:evil.example",
     "javascript:alert(1)", "data:text/html,x", "//testserver@evil.example", "/%0d%0aLocation:x"],
)  # fmt: skip
def test_next_never_leads_away(user: User, target: str) -> None:
    answer = Client().post("/accounts/login/", {"login": user.email, "password": PASSWORD, "next": target})

    assert answer.status_code == 302
    location = answer.headers["Location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\"))


def test_next_leads_on_within_the_shop(user: User) -> None:
    answer = Client().post(
        "/accounts/login/", {"login": user.email, "password": PASSWORD, "next": "/account/addresses/"}
    )

    assert answer.headers["Location"] == "/account/addresses/"
