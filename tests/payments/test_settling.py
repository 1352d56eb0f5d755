"""A charge becomes a paid payment: once, only when it matches, whoever asks first."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from electricityshop.events.models import OutboxMessage
from payments.checking import check_payment
from payments.closing import close_payment
from payments.domain.states import InstrumentState, PaymentState, RefundState
from payments.jobs import close_other_instruments, send_refund
from payments.models import Payment, PaymentInstrument, Refund
from payments.processing import process_webhook
from payments.queries.payment_of import NoPayment, payment_of
from payments.starting import start_payment
from tests.payments.provider import DECLINED, POOR, send

pytestmark = pytest.mark.django_db


def told(reference: str) -> list[tuple[str, dict]]:
    messages = OutboxMessage.objects.filter(aggregate=f"payment:{reference}").order_by("id")
    return [(message.name.removeprefix("payments."), message.payload) for message in messages]


def direct_charge(provider, payment: Payment, **changes) -> str:
    """A charge made at Stripe past the shop, marked as if it were this payment's."""
    marks = {"reference": payment.reference, "payment": str(payment.pk), **changes.pop("marks", {})}
    asked = {"amount": payment.amount, "currency": "eur", "metadata": marks, "confirm": True}
    asked |= {
        "payment_method": "pm_card_visa",
        "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    }
    return provider.api.payment_intents.create(asked | changes).id


def test_a_paid_hosted_page_settles_without_any_webhook(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)

    check_payment(asked.reference)

    paid = payment_of(asked.reference)
    assert (paid.state, paid.captured, paid.refunded, paid.checkout_url) == (
        PaymentState.SUCCEEDED,
        4_990,
        0,
        "",
    )
    assert paid.succeeded_at is not None
    assert told(asked.reference) == [
        ("PaymentSucceeded", {"reference": asked.reference, "amount": 4_990, "currency": "EUR"})
    ]
    assert PaymentInstrument.objects.get().state == InstrumentState.SUCCEEDED


def test_a_confirmed_client_secret_settles(provider, asking):
    asked = asking(with_intent=True)
    provider.confirm(start_payment(asked).client_secret)

    check_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED
    assert Payment.objects.get().charged_intent.startswith("pi_")


def test_checking_twice_tells_once(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)

    for _ in range(3):
        check_payment(asked.reference)

    assert [name for name, _ in told(asked.reference)] == ["PaymentSucceeded"]


def test_an_unpaid_payment_stays_open(provider, asking):
    asked = asking(with_intent=True)
    start_payment(asked)

    check_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.OPEN
    assert told(asked.reference) == []


def test_an_unknown_reference_has_no_payment():
    with pytest.raises(NoPayment):
        check_payment("ES-nothing")


def test_a_decline_is_recorded_and_the_next_card_pays(provider, asking):
    asked = asking()
    started = start_payment(asked)
    provider.pay(started.checkout_url, DECLINED)
    check_payment(asked.reference)
    check_payment(asked.reference)
    declined = payment_of(asked.reference)

    provider.pay(started.checkout_url, POOR)
    check_payment(asked.reference)
    provider.pay(started.checkout_url)
    check_payment(asked.reference)

    assert (declined.state, declined.failure) == (PaymentState.OPEN, "Your card was declined.")
    assert payment_of(asked.reference).failure == ""
    assert [(name, payload.get("message")) for name, payload in told(asked.reference)] == [
        ("PaymentDeclined", "Your card was declined."),
        ("PaymentDeclined", "Your card has insufficient funds."),
        ("PaymentSucceeded", None),
    ]


def test_when_one_way_has_paid_the_other_is_closed(provider, asking):
    asked = asking(with_intent=True)
    started = start_payment(asked)
    provider.confirm(started.client_secret)
    check_payment(asked.reference)

    close_other_instruments(reference=asked.reference)

    session = PaymentInstrument.objects.get(kind="checkout")
    assert session.state == InstrumentState.CLOSED
    assert provider.api.checkout.sessions.retrieve(session.provider_id).status == "expired"
    assert not Refund.objects.exists()


def test_when_both_ways_pay_the_customer_gets_the_second_charge_back(provider, asking):
    asked = asking(with_intent=True)
    started = start_payment(asked)
    provider.confirm(started.client_secret)
    provider.pay(started.checkout_url)

    check_payment(asked.reference)
    check_payment(asked.reference)
    close_other_instruments(reference=asked.reference)
    refund = Refund.objects.get()
    send_refund(refund_id=str(refund.pk))
    send_refund(refund_id=str(refund.pk))

    payment = Payment.objects.get()
    refund.refresh_from_db()
    assert (payment.state, payment.captured, payment.refunded) == (PaymentState.SUCCEEDED, 4_990, 0)
    assert (refund.is_surplus, refund.amount, refund.state) == (True, 4_990, RefundState.SUCCEEDED)
    assert refund.intent != payment.charged_intent
    made = provider.api.refunds.list({"payment_intent": refund.intent}).data
    assert [one.amount for one in made] == [4_990]
    assert not provider.api.refunds.list({"payment_intent": payment.charged_intent}).data
    assert [name for name, _ in told(asked.reference)] == ["PaymentSucceeded"]
    assert {one.state for one in PaymentInstrument.objects.all()} == {InstrumentState.SUCCEEDED}


def test_a_charge_on_a_cancelled_payment_goes_back(provider, asking):
    asked = asking()
    start_payment(asked)
    close_payment(asked.reference)
    intent = direct_charge(provider, Payment.objects.get())

    for event in provider.events("payment_intent.succeeded")[-1:]:
        send(event)
        process_webhook(event["id"])

    refund = Refund.objects.get()
    assert (refund.intent, refund.amount, refund.is_surplus) == (intent, 4_990, True)
    assert payment_of(asked.reference).state is PaymentState.CANCELLED
    assert told(asked.reference) == []


@pytest.mark.parametrize(
    ("changes", "alarm"),
    [
        ({"amount": 100}, "brought 100 EUR"),
        ({"amount": 4_991}, "brought 4991 EUR"),
        ({"currency": "sek"}, "paid in SEK, not EUR"),
        ({"marks": {"reference": "ES-another"}}, "belongs to ES-another"),
        ({"marks": {"reference": ""}}, "belongs to nothing of ours"),
    ],
)
def test_a_charge_that_does_not_match_never_settles(provider, asking, changes, alarm):
    asked = asking()
    start_payment(asked)
    payment = Payment.objects.get()
    direct_charge(provider, payment, **changes)
    event = provider.events("payment_intent.succeeded")[-1]

    send(event)
    outcome = process_webhook(event["id"])

    payment.refresh_from_db()
    assert outcome == "does not match, staff must look"
    assert (payment.state, payment.captured) == (PaymentState.OPEN, 0)
    assert alarm in payment.alarm
    assert told(asked.reference) == []
    assert not Refund.objects.exists()


def test_a_charge_of_another_payment_settles_that_one_only(provider, asking):
    mine, other = asking(), asking()
    start_payment(mine)
    provider.pay(start_payment(other).checkout_url)

    check_payment(mine.reference)
    check_payment(other.reference)

    assert payment_of(mine.reference).state is PaymentState.OPEN
    assert payment_of(other.reference).state is PaymentState.SUCCEEDED


@pytest.mark.django_db(transaction=True)
def test_twenty_who_ask_at_once_settle_once(provider, asking):
    """Webhook, returning customer and sweep at the same moment."""
    asked = asking(with_intent=True)
    started = start_payment(asked)
    provider.confirm(started.client_secret)
    provider.pay(started.checkout_url)
    gate = threading.Barrier(20, timeout=30)

    def check(_: int) -> None:
        gate.wait()
        try:
            check_payment(asked.reference)
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        list(pool.map(check, range(20)))

    assert [name for name, _ in told(asked.reference)] == ["PaymentSucceeded"]
    assert Refund.objects.count() == 1
    assert payment_of(asked.reference).captured == 4_990
