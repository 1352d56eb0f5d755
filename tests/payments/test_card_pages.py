"""The page of saved cards, and the API's: one's own only, never without the provider, never kept in a cache."""

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from payments.card_keeping import saved_cards
from payments.domain.saved_cards import customer_key
from tests.payments.saved_cards.customer import post, save, typed

pytestmark = pytest.mark.django_db

AWAY = {"path": "/v1/payment_methods*", "fault": "error_before", "remembered": False, "times": 3}


@pytest.fixture
def ada(asking):
    return get_user_model().objects.create_user(f"{asking().reference}@example.com", "a long pass phrase")


@pytest.fixture
def browser(ada) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(ada, backend="accounts.adapters.backends.ShopBackend")
    return client


@pytest.fixture
def owner(ada, settings) -> str:
    """Unique in the sandbox, which outlives the database of a test."""
    return customer_key(ada.pk)


def bearer(user) -> dict[str, str]:
    tokens = Client().post(
        "/api/v1/auth/login",
        {"email": user.email, "password": "a long pass phrase"},
        content_type="application/json",
    )
    return {"Authorization": f"Bearer {tokens.json()['access']}"}


def test_guests_are_sent_to_the_login(client):
    for name, args in (("cards", []), ("card-remove", ["pm_1"])):
        answer = client.get(reverse(f"payments:{name}", args=args))
        assert (answer.status_code, answer["Location"].startswith("/accounts/login/")) == (302, True)
    assert client.post(reverse("payments:card-add")).status_code == 302


def test_the_account_leads_to_the_cards(browser):
    assert reverse("payments:cards") in browser.get(reverse("accounts:overview")).content.decode()


def test_adding_looking_and_removing(provider, browser, owner, settings):
    none = browser.get("/payments/cards").content.decode()
    leads = browser.post("/payments/cards/add")
    back = post(leads["Location"], **typed())
    shown = browser.get("/payments/cards").content.decode()
    card = saved_cards(owner)[0]
    asks = browser.get(f"/payments/cards/{card.id}/remove").content.decode()
    still = saved_cards(owner)
    removed = browser.post(f"/payments/cards/{card.id}/remove")

    assert "No cards yet" in none
    assert leads.status_code == 303
    assert back.headers["Location"] == settings.SHOP_URL + "/payments/cards"
    assert "•••• 4242" in shown
    assert "Valid until 12/2040" in shown
    assert "Remove this card?" in asks
    assert still == (card,)
    assert removed["Location"] == "/payments/cards"
    assert saved_cards(owner) == ()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_card_of_another_is_no_card(provider, browser, method):
    card = save(provider, "user:somebody-else")

    answer = getattr(browser, method)(f"/payments/cards/{card.id}/remove")

    assert answer.status_code == 404
    assert saved_cards("user:somebody-else")[0] == card


def test_while_the_provider_is_away_the_page_says_so(provider, browser, owner):
    save(provider, owner)
    provider.faults(AWAY)

    answer = browser.get("/payments/cards")

    assert answer.status_code == 503
    assert "cannot be shown just now" in answer.content.decode()


def test_adding_while_the_provider_is_away_leads_back_with_a_message(provider, browser):
    provider.faults({"path": "/v1/*", "fault": "error_before", "remembered": False, "times": 3})

    answer = browser.post("/payments/cards/add", follow=True)

    assert "Nothing was charged" in answer.content.decode()


@pytest.mark.parametrize("path", ["/payments/cards", "/payments/cards/add"])
def test_other_methods_are_refused(browser, path):
    assert browser.put(path).status_code == 405


def test_a_form_of_another_site_is_refused(ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada, backend="accounts.adapters.backends.ShopBackend")

    assert client.post("/payments/cards/add").status_code == 403


def test_nothing_of_a_card_is_stored_or_cached(provider, browser, owner):
    save(provider, owner)

    answer = browser.get("/payments/cards")
    browser.get("/payments/cards")

    assert "no-store" in answer["Cache-Control"]
    assert [key for key in cache.keys("*") if b"4242" in str(cache.get(key)).encode()] == []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name IN ('last4', 'pan')"
        )
        assert cursor.fetchall() == []


def test_the_page_costs_the_same_statements_however_many_cards(provider, browser, owner):
    def cost() -> int:
        with CaptureQueriesContext(connection) as statements:
            browser.get("/payments/cards")
        return len(statements)

    save(provider, owner)
    before = cost()
    save(provider, owner)

    assert cost() == before


def test_the_api_lists_and_removes(provider, client, ada, owner):
    card = save(provider, owner)

    listed = client.get("/api/v1/payment-methods", headers=bearer(ada))
    removed = client.delete(f"/api/v1/payment-methods/{card.id}", headers=bearer(ada))
    again = client.delete(f"/api/v1/payment-methods/{card.id}", headers=bearer(ada))

    assert listed.json() == {
        "count": 1, "next": None, "previous": None,
        "results": [{"id": card.id, "brand": "visa", "last4": "4242", "exp_month": 12, "exp_year": 2040}],
    }  # fmt: skip
    assert listed["Cache-Control"] == "private, no-store"
    assert (removed.status_code, again.status_code, again.json()["code"]) == (204, 404, "no_such_card")


def test_the_api_starts_saving_a_card(provider, client, ada):
    answer = client.post("/api/v1/setup-intents", headers=bearer(ada))

    assert answer.status_code == 201
    assert answer.json()["client_secret"].startswith(f"{answer.json()['id']}_secret_")


@pytest.mark.parametrize(
    ("method", "path"),
    [("get", "payment-methods"), ("delete", "payment-methods/pm_1"), ("post", "setup-intents")],
)
def test_the_api_has_nothing_for_guests(client, method, path):
    assert getattr(client, method)(f"/api/v1/{path}").status_code == 401


def test_the_api_removes_no_card_of_another(provider, client, ada):
    card = save(provider, "user:api-somebody-else")

    answer = client.delete(f"/api/v1/payment-methods/{card.id}", headers=bearer(ada))

    assert answer.status_code == 404
    assert saved_cards("user:api-somebody-else")[0] == card


def test_the_api_says_when_the_provider_is_away(provider, client, ada, owner):
    save(provider, owner)
    provider.faults(AWAY)

    answer = client.get("/api/v1/payment-methods", headers=bearer(ada))

    assert (answer.status_code, answer.json()["code"]) == (503, "payments_unavailable")


@pytest.mark.parametrize("card_id", ["%00", "x" * 500, "..", "pm_1'--", "🙂"])
def test_odd_ids_are_no_cards(provider, client, ada, owner, card_id):
    save(provider, owner)

    assert client.delete(f"/api/v1/payment-methods/{card_id}", headers=bearer(ada)).status_code in {400, 404}
