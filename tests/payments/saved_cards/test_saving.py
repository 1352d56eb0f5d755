"""Saved cards: kept at the provider, shown to their owner, and to nobody else."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
import requests
from django.db import connection

from payments.card_keeping import (
    NoSuchCard,
    TooManyCards,
    add_card,
    customer_for,
    remove_card,
    saved_cards,
    start_setup,
)
from payments.commands.open_customer import BadOwner, OpenCustomer
from payments.domain.gateway import GatewayUnavailable
from payments.models import Payment, ProviderCustomer
from tests.payments.saved_cards.customer import ASKS, adding, customers, post, save, typed

pytestmark = pytest.mark.django_db


def test_nobody_has_cards_before_saving_one(provider, owner):
    assert saved_cards(owner) == ()
    assert not ProviderCustomer.objects.exists()


def test_a_card_is_saved_on_the_hosted_page_without_paying(provider, owner):
    back = post(add_card(adding(owner)), **typed())

    (card,) = saved_cards(owner)
    assert back.headers["Location"] == "http://127.0.0.1:8000/ok"
    assert (card.brand, card.last4, card.exp_month, card.exp_year) == ("visa", "4242", 12, 2040)
    assert not Payment.objects.exists()


def test_the_bank_may_ask_before_a_card_is_saved(provider, owner):
    page = add_card(adding(owner))
    asked = post(page, **typed(ASKS))
    challenge = requests.compat.urljoin(page, asked.headers["Location"])
    before = saved_cards(owner)

    back = post(challenge, outcome="complete")

    assert before == ()
    assert back.headers["Location"] == "http://127.0.0.1:8000/ok"
    assert [card.last4 for card in saved_cards(owner)] == ["3184"]


def test_what_the_shop_remembers_is_an_id(provider, owner):
    save(provider, owner)

    row = ProviderCustomer.objects.values().get()

    assert set(row) == {"owner", "key", "provider_id", "created_at"}
    assert row["provider_id"].startswith("cus_")


def test_asking_again_makes_no_second_customer(provider, owner):
    first = customer_for(owner, "kim@example.com")

    assert customer_for(owner, "kim.new@example.com") == first
    assert customers(provider, owner) == [first]


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_make_one_customer(provider, owner):
    """Some are told to try again: the provider answers one request of a key at a time."""
    gate = threading.Barrier(10, timeout=30)

    def ask(_: int) -> str:
        gate.wait()
        try:
            return customer_for(owner, "kim@example.com")
        except GatewayUnavailable:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        found = set(pool.map(ask, range(10))) - {""}

    assert [*found] == customers(provider, owner)


def test_a_lost_reply_makes_no_second_customer(provider, owner):
    provider.faults({"path": "/v1/customers", "fault": "drop_reply", "times": 3})
    with pytest.raises(GatewayUnavailable):
        customer_for(owner, "kim@example.com")

    found = customer_for(owner, "kim@example.com")

    assert customers(provider, owner) == [found]


def test_a_failure_the_provider_remembers_is_got_over(provider, owner):
    provider.faults({"path": "/v1/customers", "fault": "error_before", "remembered": True, "times": 1})
    with pytest.raises(GatewayUnavailable):
        customer_for(owner, "kim@example.com")

    assert customer_for(owner, "kim@example.com").startswith("cus_")


def test_a_removed_card_is_gone(provider, owner):
    card = save(provider, owner)

    remove_card(owner, card.id)

    assert saved_cards(owner) == ()
    with pytest.raises(NoSuchCard):
        remove_card(owner, card.id)


def test_nobody_removes_the_card_of_another(provider, owner):
    card = save(provider, owner)
    save(provider, f"{owner}-b")

    with pytest.raises(NoSuchCard):
        remove_card(f"{owner}-b", card.id)

    assert saved_cards(owner) == (card,)


def test_there_is_an_end_to_saving(provider, owner, monkeypatch):
    monkeypatch.setattr("payments.card_keeping.MOST_CARDS", 1)
    save(provider, owner)

    with pytest.raises(TooManyCards):
        add_card(adding(owner))
    with pytest.raises(TooManyCards):
        start_setup(owner, "kim@example.com")


def test_an_app_saves_a_card_by_itself(provider, owner):
    setup = start_setup(owner, "kim@example.com")

    answer = requests.post(
        f"{provider.url}/v1/setup_intents/{setup.id}/confirm",
        data={"client_secret": setup.client_secret, "payment_method": "pm_card_mastercard"},
        headers={"Authorization": "Bearer pk_test_app"},
        timeout=20,
    )

    assert answer.json()["status"] == "succeeded"
    assert [card.brand for card in saved_cards(owner)] == ["mastercard"]


@pytest.mark.parametrize("owner", ["", "x" * 81, "a\x00b"])
def test_an_owner_that_is_none(owner):
    with pytest.raises(BadOwner):
        OpenCustomer(owner)
