"""Stored events become effects: once, in any order, early or late."""

import itertools
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from electricityshop.events.models import OutboxMessage
from payments.commands.reopen_webhook import ReopenWebhook, reopen_webhook
from payments.domain.gateway import GatewayUnavailable
from payments.domain.states import PaymentState
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.processing import EARLY_ATTEMPTS, process_webhook
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.provider import DECLINED, send

pytestmark = pytest.mark.django_db

OLD = timezone.now() - timedelta(days=1)


def names(reference: str) -> list[str]:
    messages = OutboxMessage.objects.filter(aggregate=f"payment:{reference}").order_by("id")
    return [message.name.removeprefix("payments.") for message in messages]


def about(reference: str, provider) -> list[dict[str, Any]]:
    """Every event at the provider that names something of this payment."""
    ids = {reference, str(Payment.objects.get(reference=reference).pk)}
    charged = set(
        PaymentInstrument.objects.filter(payment__reference=reference).values_list("provider_id", flat=True)
    )
    charged |= set(Payment.objects.filter(reference=reference).values_list("charged_intent", flat=True))
    found = []
    for event in provider.events():
        thing = event["data"]["object"]
        marks = set((thing.get("metadata") or {}).values())
        if marks & ids or {thing["id"], thing.get("payment_intent")} & (charged - {""}):
            found.append(event)
    return found


def receive(event: dict[str, Any]) -> str | None:
    assert send(event).status_code == 200
    return process_webhook(event["id"])


def make_due(event_id: str) -> None:
    WebhookEvent.objects.filter(pk=event_id).update(next_attempt_at=OLD)


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
