"""Closing a payment."""

import pytest

from payments import closing
from payments.checking import check_payment
from payments.closing import PaymentUnderway, close_payment
from payments.domain.gateway import GatewayUnavailable
from payments.domain.states import InstrumentState, PaymentState
from payments.models import PaymentInstrument
from payments.queries.payment_of import NoPayment, payment_of
from payments.starting import start_payment

pytestmark = pytest.mark.django_db


def test_everything_open_is_closed_at_stripe_first(provider, asking):
    asked = asking(with_intent=True)
    start_payment(asked)

    close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.CANCELLED
    assert {row.state for row in PaymentInstrument.objects.all()} == {InstrumentState.CLOSED}
    session = PaymentInstrument.objects.get(kind="checkout").provider_id
    intent = PaymentInstrument.objects.get(kind="intent").provider_id
    assert provider.api.checkout.sessions.retrieve(session).status == "expired"
    assert provider.api.payment_intents.retrieve(intent).status == "canceled"


def test_closing_again_changes_nothing(provider, asking):
    asked = asking()
    start_payment(asked)
    close_payment(asked.reference)

    close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.CANCELLED


@pytest.mark.parametrize("way", ["page", "app"])
def test_one_paid_meanwhile_is_left_alone_and_settled(provider, asking, way):
    asked = asking(with_intent=True)
    started = start_payment(asked)
    _ = provider.pay(started.checkout_url) if way == "page" else provider.confirm(started.client_secret)

    close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED
    assert not payment_of(asked.reference).refunds


def test_a_paid_one_stays_paid(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)

    close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_stripe_away_means_it_is_not_closed(provider, asking):
    asked = asking()
    started = start_payment(asked)
    provider.faults({"path": "*/expire", "fault": "error_before", "remembered": False, "times": 3})

    with pytest.raises(GatewayUnavailable):
        close_payment(asked.reference)

    assert payment_of(asked.reference).checkout_url == started.checkout_url
    close_payment(asked.reference)
    assert payment_of(asked.reference).state is PaymentState.CANCELLED


def test_one_the_bank_is_deciding_about_cannot_be_closed(provider, asking, monkeypatch):
    """Stripe refuses to expire it, and it is neither paid nor over."""
    asked = asking()
    start_payment(asked)
    monkeypatch.setattr(closing, "close_instruments", lambda payment_id: None)

    with pytest.raises(PaymentUnderway):
        close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.OPEN


def test_one_that_was_never_opened_at_stripe_is_closed_at_once(provider, asking):
    asked = asking()
    provider.faults(
        {"path": "/v1/checkout/sessions", "fault": "error_before", "remembered": False, "times": 3}
    )
    with pytest.raises(GatewayUnavailable):
        start_payment(asked)

    close_payment(asked.reference)

    assert payment_of(asked.reference).state is PaymentState.CANCELLED
    assert PaymentInstrument.objects.get().state == InstrumentState.CLOSED


def test_an_unknown_reference_has_no_payment():
    with pytest.raises(NoPayment):
        close_payment("ES-nothing")
