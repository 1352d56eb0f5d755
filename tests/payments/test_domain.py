"""Rules that need no database."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from payments.domain.events import PaymentDeclined, PaymentSucceeded, RefundFailed, RefundSucceeded
from payments.domain.gateway import BadWebhook, Intent, IntentStatus, Marks
from payments.domain.matching import Asked, mismatch
from payments.domain.notices import notice, signed_at
from payments.domain.timing import checkout_expiry, next_check

NOW = datetime(2026, 3, 29, 1, 30, 0, 500, tzinfo=UTC)
CHARGE = Intent("pi_1", IntentStatus.SUCCEEDED, 4_990, "EUR", Marks("ES-1", "p", "i"))
ASKED = Asked("ES-1", 4_990, "EUR")


def test_a_charge_as_asked_matches():
    assert mismatch(ASKED, CHARGE) == ""


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"received": 4_989}, "brought 4989 EUR"),
        ({"received": 0}, "brought 0 EUR"),
        ({"currency": "USD"}, "paid in USD"),
        ({"marks": Marks("ES-2", "p", "i")}, "belongs to ES-2"),
        ({"marks": Marks("", "", "")}, "belongs to nothing"),
    ],
)
def test_any_difference_is_named(changes, wrong):
    assert wrong in mismatch(ASKED, replace(CHARGE, **changes))


@pytest.mark.parametrize(
    ("wanted", "given"),
    [
        (timedelta(hours=-1), timedelta(minutes=32)),
        (timedelta(minutes=32), timedelta(minutes=32)),
        (timedelta(minutes=60), timedelta(minutes=60)),
        (timedelta(days=2), timedelta(hours=23, minutes=50)),
    ],
)
def test_a_page_lasts_as_long_as_stripe_allows(wanted, given):
    assert checkout_expiry(NOW + wanted, NOW) == (NOW + given).replace(microsecond=0)


@pytest.mark.parametrize(
    ("age", "pause"),
    [(1, 60), (60, 60), (300, 60), (600, 120), (3_600, 720), (4_500, 900), (1_000_000, 900)],
)
def test_an_open_payment_is_looked_at_less_and_less_often(age, pause):
    assert next_check(NOW - timedelta(seconds=age), NOW) == NOW + timedelta(seconds=pause)


def test_events_of_one_payment_are_one_aggregate():
    events = [
        PaymentSucceeded(reference="ES-1", amount=1, currency="EUR"),
        PaymentDeclined(reference="ES-1", message="No."),
        RefundSucceeded(reference="ES-1", key="a", amount=1),
        RefundFailed(reference="ES-1", key="a", message="No."),
    ]

    assert {event.aggregate for event in events} == {"payment:ES-1"}
    assert [event.name for event in events] == [
        "payments.PaymentSucceeded", "payments.PaymentDeclined", "payments.RefundSucceeded", "payments.RefundFailed",
    ]  # fmt: skip


def test_a_notice_names_the_object_and_its_intent():
    body = b'{"id": "evt_1", "type": "charge.refunded", "livemode": true, "data": {"object": {"id": "ch_1", "payment_intent": "pi_1"}}}'

    read = notice(body, live=True)

    assert (read.id, read.type, read.object, read.intent) == ("evt_1", "charge.refunded", "ch_1", "pi_1")


@pytest.mark.parametrize(
    "signature", ["", "v1=a", "t=", "t=1.5", "t=-1", "t=1e3", "t=9999999999999", "T=1", "t =1"]
)
def test_a_signature_without_a_time(signature):
    with pytest.raises(BadWebhook):
        signed_at(signature)


def test_the_first_time_of_a_signature_counts():
    assert signed_at("v1=a,t=17,t=18") == 17
