"""Events that come early, late or often, and those that could not be processed."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from payments.domain.gateway import GatewayUnavailable
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.processing import EARLY_ATTEMPTS, process_webhook
from payments.queries.payment_of import payment_of
from payments.starting import start_payment
from tests.payments.processing.receiving import make_due, names, receive

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "kind", ["payment_intent.succeeded", "checkout.session.completed", "refund.failed", "charge.refunded"]
)
def test_what_nobody_knows_is_tried_for_half_a_minute(provider, kind):
    event = {
        "id": "evt_1",
        "type": kind,
        "livemode": False,
        "data": {"object": {"id": "xx_1", "payment_intent": "pi_1"}},
    }
    outcomes = [receive(event)]

    for _ in range(EARLY_ATTEMPTS):
        assert process_webhook("evt_1") is None  # not due yet
        make_due("evt_1")
        outcomes.append(process_webhook("evt_1"))

    assert outcomes == ["no such payment yet"] * (EARLY_ATTEMPTS - 1) + ["no such payment", None]
    assert WebhookEvent.objects.get().processed_at is not None


def test_an_event_before_its_row_is_not_lost(provider, asking):
    """I12: the charge is known at Stripe before our transaction can be seen."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    event = provider.events("payment_intent.succeeded")[-1]
    payment, instrument = Payment.objects.get(), PaymentInstrument.objects.get()
    Payment.objects.filter(pk=payment.pk)._raw_delete("default")  # checked at commit, which never comes

    early = receive(event)
    payment.save(force_insert=True)
    make_due(event["id"])
    late = process_webhook(event["id"])

    assert (early, late) == ("no such payment yet", "settled")
    assert instrument.payment_id == payment.pk


def test_while_stripe_is_away_the_event_waits(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    event = provider.events("payment_intent.succeeded")[-1]
    provider.faults(
        {"path": "/v1/payment_intents/*", "fault": "error_before", "remembered": False, "times": 3}
    )

    with pytest.raises(GatewayUnavailable):
        receive(event)

    stored = WebhookEvent.objects.get()
    assert (stored.processed_at, stored.outcome) == (None, "the provider was away")
    make_due(event["id"])
    assert process_webhook(event["id"]) == "settled"


def test_an_unexpected_failure_is_logged_and_tried_again(provider, asking, monkeypatch):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    event = provider.events("payment_intent.succeeded")[-1]
    monkeypatch.setattr("payments.checking.settle_payment", lambda _: 1 / 0)

    outcome = receive(event)
    monkeypatch.undo()
    make_due(event["id"])

    assert outcome == "failed: ZeroDivisionError"
    assert process_webhook(event["id"]) == "settled"


def test_an_event_is_processed_once(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    event = provider.events("payment_intent.succeeded")[-1]
    receive(event)

    make_due(event["id"])

    assert process_webhook(event["id"]) is None
    assert process_webhook("evt_nobody_sent") is None


@pytest.mark.django_db(transaction=True)
def test_a_hundred_workers_on_one_event_have_one_effect(provider, asking):
    """I10: the same event a hundred times over, and two events about the same charge."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    events = provider.events("payment_intent.succeeded", "checkout.session.completed")[-2:]
    gate = threading.Barrier(20, timeout=30)

    def deliver(number: int) -> str | None:
        gate.wait()
        try:
            return receive(events[number % 2])
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = [outcome for outcome in pool.map(deliver, range(100)) if outcome]

    assert sorted(outcomes) == ["settled", "settled before"]
    assert names(asked.reference) == ["PaymentSucceeded"]
    assert payment_of(asked.reference).captured == 4_990
    assert not Refund.objects.exists()


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_three_days_late(provider, asking, is_cancelled):
    """I11: what counts is the charge as it is now; on a payment that is over, the money goes back."""
    asked = asking(with_intent=True)
    secret = start_payment(asked).client_secret
    provider.confirm(secret)
    event = provider.events("payment_intent.succeeded")[-1] | {"created": int(time.time()) - 72 * 3600}
    if is_cancelled:
        Payment.objects.update(state="cancelled")

    outcome = receive(event)

    assert outcome == ("surplus, given back" if is_cancelled else "settled")
    assert Refund.objects.count() == is_cancelled


@pytest.mark.django_db(transaction=True)
def test_twenty_events_about_one_charge_have_one_effect(provider, asking):
    """I10: ids of their own, one object."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    event = provider.events("payment_intent.succeeded")[-1]
    gate = threading.Barrier(20, timeout=30)

    def deliver(number: int) -> str | None:
        gate.wait()
        try:
            return receive(event | {"id": f"evt_copy_{number}"})
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(deliver, range(20)))

    assert sorted(str(outcome) for outcome in outcomes) == ["settled"] + ["settled before"] * 19
    assert names(asked.reference) == ["PaymentSucceeded"]
    assert not Refund.objects.exists()
