"""Saved cards are offered to whoever pays, and never in the way."""

import re

import pytest
import requests
from django.db import connection
from django.test.utils import CaptureQueriesContext

from payments.card_keeping import (
    add_card,
    customer_for,
    saved_cards,
)
from payments.checking import check_payment
from payments.commands.forget_customer import ForgetCustomer, forget_customer
from payments.domain.states import InstrumentState, PaymentState
from payments.models import PaymentInstrument, ProviderCustomer
from payments.processing import process_webhook
from payments.queries.payment_of import payment_of
from payments.starting import start_payment
from tests.payments.provider import send
from tests.payments.saved_cards.customer import ASKS, adding, customers, post, save, typed

pytestmark = pytest.mark.django_db


AWAY = {"path": "/v1/customers", "fault": "error_before", "remembered": False, "times": 3}


def test_the_hosted_page_offers_the_saved_card_and_takes_it(provider, owner, asking):
    card = save(provider, owner)
    asked = asking(owner=owner)
    page = start_payment(asked).checkout_url
    shown = requests.get(page, timeout=20).text

    post(page, saved=card.id)
    check_payment(asked.reference)

    assert "4242" in re.sub(r"(?s)<details.*", "", shown)
    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_a_card_is_saved_while_paying_when_the_customer_says_so(provider, owner, asking):
    with_it, without = asking(owner=owner), asking(owner=owner)

    post(start_payment(without).checkout_url, **typed("5555555555554444"))
    post(start_payment(with_it).checkout_url, **typed(save="on"))

    assert [card.last4 for card in saved_cards(owner)] == ["4242"]


def test_a_guest_is_offered_nothing_and_saves_nothing(provider, asking):
    page = start_payment(asking()).checkout_url

    shown = requests.get(page, timeout=20).text

    assert 'name="save"' not in shown
    assert not ProviderCustomer.objects.exists()


def test_an_app_pays_with_a_saved_card(provider, owner, asking):
    card = save(provider, owner)
    asked = asking(owner=owner, with_intent=True)

    provider.confirm(start_payment(asked).client_secret, card.id)
    check_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_a_saved_card_that_asks_again_is_asked_again(provider, owner, asking):
    page = add_card(adding(owner))
    post(requests.compat.urljoin(page, post(page, **typed(ASKS)).headers["Location"]), outcome="complete")
    asked = asking(owner=owner)
    pay = start_payment(asked).checkout_url

    question = post(pay, saved=saved_cards(owner)[0].id)
    check_payment(asked.reference)
    before = payment_of(asked.reference).state
    post(requests.compat.urljoin(pay, question.headers["Location"]), outcome="complete")
    check_payment(asked.reference)

    assert "/c/authenticate/" in question.headers["Location"]
    assert (before, payment_of(asked.reference).state) == (PaymentState.OPEN, PaymentState.SUCCEEDED)


def test_a_question_that_was_not_answered_reads_like_one(provider, asking):
    asked = asking()
    page = start_payment(asked).checkout_url
    question = post(page, **typed(ASKS))

    post(requests.compat.urljoin(page, question.headers["Location"]), outcome="fail")
    check_payment(asked.reference)

    failure = payment_of(asked.reference).failure
    assert failure == "Your bank did not confirm the payment. Try again, or use another card."


def test_an_app_cannot_pay_with_the_card_of_another(provider, owner, asking):
    card = save(provider, owner)
    asked = asking(owner=f"{owner}-b", with_intent=True)

    answer = provider.confirm(start_payment(asked).client_secret, card.id)
    check_payment(asked.reference)

    assert "belongs to a Customer" in answer["error"]["message"]
    assert payment_of(asked.reference).state is PaymentState.OPEN


@pytest.mark.parametrize("is_kept", [True, False])
def test_an_app_keeps_the_card_when_it_asks_to(provider, owner, asking, is_kept):
    asked = asking(owner=owner, with_intent=True, save_card=is_kept)

    provider.confirm(start_payment(asked).client_secret)

    assert len(saved_cards(owner)) == is_kept


def test_whoever_else_pays_is_not_shown_the_cards(provider, owner, asking):
    save(provider, owner)
    asked = asking(owner=owner)
    start_payment(asked)

    others = start_payment(asking(reference=asked.reference)).checkout_url
    shown = re.sub(r"(?s)<details.*", "", requests.get(others, timeout=20).text)

    assert "4242" not in shown
    states = PaymentInstrument.objects.order_by("created_at").values_list("owner", "state")
    assert list(states) == [(owner, InstrumentState.CLOSED), ("", InstrumentState.OPEN)]


def test_the_same_payer_gets_the_same_page(provider, owner, asking):
    asked = asking(owner=owner)

    assert start_payment(asked).checkout_url == start_payment(asked).checkout_url


def test_a_page_that_was_paid_meanwhile_is_not_replaced(provider, owner, asking):
    asked = asking(owner=owner)
    post(start_payment(asked).checkout_url, **typed())

    started = start_payment(asking(reference=asked.reference))

    assert started.state is PaymentState.SUCCEEDED


def test_without_a_customer_the_payment_goes_on(provider, owner, asking):
    provider.faults(AWAY)

    page = start_payment(asking(owner=owner)).checkout_url

    assert page
    assert customers(provider, owner) == []


def test_a_customer_that_is_gone_is_got_over_and_forgotten(provider, owner, asking):
    ProviderCustomer.objects.create(owner=owner, provider_id="cus_gone")
    asked = asking(owner=owner, with_intent=True)

    started = start_payment(asked)

    assert started.checkout_url
    assert started.client_secret
    assert not ProviderCustomer.objects.filter(provider_id="cus_gone").exists()
    assert saved_cards(owner) == ()


def test_a_newer_customer_is_not_forgotten(owner):
    ProviderCustomer.objects.create(owner=owner, provider_id="cus_new")

    assert not forget_customer(ForgetCustomer(owner, "cus_old"))


def test_a_known_customer_costs_one_statement(provider, owner):
    customer_for(owner, "kim@example.com")

    with CaptureQueriesContext(connection) as statements:
        customer_for(owner, "kim@example.com")

    assert len(statements) == 1


def test_the_page_that_saves_a_card_is_no_payment_to_the_webhook(provider, owner):
    save(provider, owner)
    event = provider.events("checkout.session.completed")[-1]
    send(event)

    assert process_webhook(event["id"]) == "a card was saved"
