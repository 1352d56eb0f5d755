"""Stored events become effects, in any order."""

import itertools

import pytest

from payments.commands.reopen_webhook import ReopenWebhook, reopen_webhook
from payments.domain.states import PaymentState
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.processing import process_webhook
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.processing.receiving import about, names, receive
from tests.payments.provider import DECLINED

pytestmark = pytest.mark.django_db


def test_a_web_payment_from_its_webhooks_alone(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)

    outcomes = {event["type"]: receive(event) for event in about(asked.reference, provider)}

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED
    assert names(asked.reference) == ["PaymentSucceeded"]
    assert outcomes["payment_intent.created"] == "ignored"
    assert outcomes["payment_intent.succeeded"] == "settled"
    assert outcomes["checkout.session.completed"] == "settled before"


def test_a_decline_from_its_webhook(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url, DECLINED)

    for event in about(asked.reference, provider):
        receive(event)

    assert payment_of(asked.reference).failure == "Your card was declined."
    assert names(asked.reference) == ["PaymentDeclined"]


def test_an_expired_page_closes_its_instrument(provider, asking):
    asked = asking()
    start_payment(asked)
    row = PaymentInstrument.objects.get()
    provider.api.checkout.sessions.expire(row.provider_id)

    outcomes = [receive(event) for event in about(asked.reference, provider)]

    row.refresh_from_db()
    assert (row.state, outcomes[-1]) == ("closed", "expired")
    assert payment_of(asked.reference).state is PaymentState.OPEN


def test_a_canceled_intent_closes_its_instrument(provider, asking):
    asked = asking(with_intent=True)
    start_payment(asked)
    row = PaymentInstrument.objects.get(kind="intent")
    provider.api.payment_intents.cancel(row.provider_id)

    outcomes = [receive(event) for event in about(asked.reference, provider)]

    row.refresh_from_db()
    assert (row.state, outcomes[-1]) == ("closed", "canceled")
    assert start_payment(asked).client_secret


@pytest.mark.parametrize("order", range(24))
def test_any_order_ends_as_stripe_has_it(provider, asking, order):
    """I11: declined, then paid, then refunded; its four events in all 24 orders."""
    asked = asking()
    url = start_payment(asked).checkout_url
    provider.pay(url, DECLINED)
    provider.pay(url)
    intent = next(
        event["data"]["object"]["id"]
        for event in provider.events("payment_intent.succeeded")
        if event["data"]["object"]["metadata"].get("reference") == asked.reference
    )
    provider.api.refunds.create({"payment_intent": intent, "amount": 990})
    types = {
        "payment_intent.payment_failed",
        "payment_intent.succeeded",
        "checkout.session.completed",
        "charge.refunded",
    }
    mine = {
        event["type"]: event
        for event in provider.events(*types)
        if intent in {event["data"]["object"]["id"], event["data"]["object"].get("payment_intent")}
    }
    assert set(mine) == types

    for kind in list(itertools.permutations(sorted(types)))[order]:
        receive(mine[kind])

    payment = payment_of(asked.reference)
    assert (payment.state, payment.captured, payment.failure) == (PaymentState.SUCCEEDED, 4_990, "")
    assert payment.refunded == 990
    assert names(asked.reference) == ["PaymentSucceeded", "RefundSucceeded"]


def test_a_refund_made_at_stripe_enters_the_ledger_once(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    for event in about(asked.reference, provider):
        receive(event)
    intent = Payment.objects.get().charged_intent
    made = provider.api.refunds.create({"payment_intent": intent, "amount": 1_000})

    for _ in range(2):
        for event in about(asked.reference, provider):
            receive(event)
            reopen_webhook(ReopenWebhook(event["id"]))
            process_webhook(event["id"])

    view = payment_of(asked.reference)
    assert (view.refunded, view.refundable) == (1_000, 3_990)
    assert [(one.key, one.amount, one.state) for one in view.refunds] == [
        (f"stripe:{made.id}", 1_000, "succeeded")
    ]
    assert names(asked.reference) == ["PaymentSucceeded", "RefundSucceeded"]


def test_our_own_refund_is_not_taken_for_a_strangers(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    for event in about(asked.reference, provider):
        receive(event)
    refund_payment(RefundPayment(asked.reference, "a", 500))

    for event in about(asked.reference, provider):
        receive(event)

    assert Refund.objects.count() == 1
    assert payment_of(asked.reference).refunded == 500


def test_unknown_types_are_ignored():
    assert receive(
        {"id": "evt_1", "type": "customer.created", "livemode": False, "data": {"object": {"id": "cus_1"}}}
    ) == ("ignored")
    event = WebhookEvent.objects.get()
    assert (event.outcome, event.attempts) == ("ignored", 1)
    assert event.processed_at is not None


def test_an_event_without_an_object_is_ignored():
    assert (
        receive({"id": "evt_1", "type": "payment_intent.succeeded", "livemode": False, "data": None})
        == "ignored"
    )
