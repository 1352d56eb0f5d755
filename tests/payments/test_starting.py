"""Starting a payment."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from payments.adapters.stripe import StripeGateway
from payments.checking import check_payment
from payments.closing import close_payment
from payments.commands.open_instrument import PaymentOver
from payments.commands.open_payment import BadPayment, PaymentDiffers
from payments.domain.gateway import GatewayRefused, GatewayUnavailable, Line
from payments.domain.states import InstrumentKind, InstrumentState, PaymentState
from payments.models import Payment, PaymentInstrument
from payments.queries.payment_of import payment_of
from payments.starting import start_payment

pytestmark = pytest.mark.django_db


def instruments(reference: str) -> list[tuple[str, str]]:
    rows = PaymentInstrument.objects.filter(payment__reference=reference).order_by("created_at")
    return list(rows.values_list("kind", "state"))


def test_the_web_gets_a_hosted_page_and_nothing_else(provider, asking):
    asked = asking(lines=(Line("Socket", 2, 2_000), Line("Shipping", 1, 990)))

    started = start_payment(asked)

    assert started.state is PaymentState.OPEN
    assert started.checkout_url.startswith(provider.url)
    assert started.client_secret == ""
    assert instruments(asked.reference) == [("checkout", "open")]
    row = PaymentInstrument.objects.get(payment__reference=asked.reference)
    session = provider.api.checkout.sessions.retrieve(row.provider_id, {"expand": ["line_items"]})
    assert session.client_reference_id == asked.reference
    assert session.customer_email == "kim@example.com"
    assert session.amount_total == 4_990
    assert session.currency == "eur"
    assert session.metadata.to_dict() == {
        "reference": asked.reference,
        "payment": str(row.payment_id),
        "instrument": str(row.pk),
    }
    assert [line.description for line in session.line_items.data] == ["Socket", "Shipping"]


def test_an_app_gets_a_hosted_page_and_a_client_secret(provider, asking):
    asked = asking(with_intent=True)

    started = start_payment(asked)

    assert "_secret_" in started.client_secret
    assert started.checkout_url.startswith(provider.url)
    assert "_secret_" not in repr(started)
    assert instruments(asked.reference) == [("checkout", "open"), ("intent", "open")]


def test_asking_again_gives_the_same(provider, asking):
    asked = asking(with_intent=True)

    first, second = start_payment(asked), start_payment(asked)

    assert first == second
    assert len(instruments(asked.reference)) == 2


def test_the_web_payment_of_an_app_order_is_the_same_page(provider, asking):
    asked = asking(with_intent=True)
    first = start_payment(asked)

    again = start_payment(replace(asked, with_intent=False))

    assert again.checkout_url == first.checkout_url
    assert again.client_secret == ""


@pytest.mark.parametrize("changes", [{"amount": 4_991}, {"currency": "SEK"}])
def test_another_amount_for_the_same_reference_is_a_conflict(provider, asking, changes):
    asked = asking()
    start_payment(asked)

    with pytest.raises(PaymentDiffers):
        start_payment(asking(reference=asked.reference, **changes))

    assert payment_of(asked.reference).amount == 4_990


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 0}, {"amount": -1}, {"amount": 100_000_000}, {"currency": "eur"}, {"currency": "EURO"},
        {"currency": "ÉUR"}, {"reference": ""}, {"reference": "x" * 41}, {"reference": "a\0b"}, {"email": "nobody"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_before_anything_is_written(asking, changes):
    with pytest.raises(BadPayment):
        start_payment(asking(**changes))

    assert not Payment.objects.exists()


def test_lines_must_add_up(asking):
    with pytest.raises(BadPayment):
        asking(lines=(Line("Socket", 1, 4_989),))


def test_stripe_away_leaves_the_payment_open_and_a_repeat_continues(provider, asking):
    asked = asking()
    provider.faults(
        {"path": "/v1/checkout/sessions", "fault": "error_before", "remembered": False, "times": 3}
    )

    with pytest.raises(GatewayUnavailable) as failure:
        start_payment(asked)

    assert failure.value.status == 503
    assert instruments(asked.reference) == [("checkout", "creating")]
    assert start_payment(asked).checkout_url.startswith(provider.url)
    assert instruments(asked.reference) == [("checkout", "open")]


def test_a_reply_lost_after_stripe_acted_gives_the_same_session(provider, asking):
    """The SDK repeats by itself, and so does the customer: one session comes of it."""
    asked = asking()
    provider.faults({"path": "/v1/checkout/sessions", "method": "POST", "fault": "drop_reply", "times": 3})

    with pytest.raises(GatewayUnavailable):
        start_payment(asked)
    start_payment(asked)

    newest = provider.api.checkout.sessions.list({"limit": 100}).data
    sessions = [session for session in newest if session.client_reference_id == asked.reference]
    assert len(sessions) == 1
    assert sessions[0].id == PaymentInstrument.objects.get(payment__reference=asked.reference).provider_id


def test_a_failure_stripe_remembers_is_got_round_with_a_fresh_key(provider, asking):
    asked = asking()
    provider.faults({"path": "/v1/checkout/sessions", "fault": "error_after", "times": 1})

    started = start_payment(asked)

    assert started.checkout_url.startswith(provider.url)
    assert instruments(asked.reference) == [("checkout", "closed"), ("checkout", "open")]


def test_other_parameters_after_a_lost_reply_get_a_fresh_session(provider, asking):
    asked = asking()
    provider.faults({"path": "/v1/checkout/sessions", "method": "POST", "fault": "drop_reply", "times": 3})
    with pytest.raises(GatewayUnavailable):
        start_payment(asked)

    started = start_payment(asking(reference=asked.reference, email="other@example.com"))

    assert started.checkout_url.startswith(provider.url)
    assert instruments(asked.reference) == [("checkout", "closed"), ("checkout", "open")]


def test_what_stripe_refuses_is_said_and_nothing_is_left_open(provider, asking):
    asked = asking(amount=1)  # below Stripe's minimum

    with pytest.raises(GatewayRefused) as refusal:
        start_payment(asked)

    assert "contact us" in refusal.value.message
    assert refusal.value.reason
    assert payment_of(asked.reference).checkout_url == ""


@pytest.mark.parametrize("minutes", [-5, 1, 29, 60, 3 * 24 * 60])
def test_expiry_is_moved_to_where_stripe_accepts_it(provider, asking, minutes):
    now = timezone.now()

    asked = asking(expires_at=now + timedelta(minutes=minutes))
    start_payment(asked)

    expires = PaymentInstrument.objects.get(payment__reference=asked.reference).expires_at
    assert now + timedelta(minutes=30) < expires < now + timedelta(hours=24)


def test_a_session_past_its_time_is_compared_with_stripe_and_replaced(provider, asking):
    asked = asking()
    first = start_payment(asked)
    row = PaymentInstrument.objects.get(payment__reference=asked.reference)
    provider.api.checkout.sessions.expire(row.provider_id)
    PaymentInstrument.objects.filter(pk=row.pk).update(expires_at=timezone.now() - timedelta(minutes=1))

    second = start_payment(asked)

    assert second.checkout_url not in {"", first.checkout_url}
    assert instruments(asked.reference) == [("checkout", "closed"), ("checkout", "open")]


def test_a_paid_payment_says_so(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)

    again = start_payment(asked)

    assert (again.state, again.checkout_url) == (PaymentState.SUCCEEDED, "")


def test_a_cancelled_payment_cannot_be_started(provider, asking):
    asked = asking()
    start_payment(asked)
    close_payment(asked.reference)

    with pytest.raises(PaymentOver):
        start_payment(asked)


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_open_one_session(provider, asking):
    """A double click, a double tab, a retrying app."""
    asked = asking(with_intent=True)
    gate = threading.Barrier(10, timeout=30)

    def start(_: int) -> object:
        gate.wait()
        try:
            return start_payment(asked)
        except GatewayUnavailable as error:  # Stripe is still busy with the first one
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        answers = list(pool.map(start, range(50)))

    started = [answer for answer in answers if not isinstance(answer, GatewayUnavailable)]
    assert len(started) >= 40
    assert len(set(started)) == 1
    assert sorted(instruments(asked.reference)) == [("checkout", "open"), ("intent", "open")]


def test_a_payment_cancelled_while_stripe_was_asked_leaves_nothing_to_pay(provider, asking, monkeypatch):
    asked = asking()
    create = StripeGateway.create_checkout
    made = []

    def cancel_meanwhile(self, new):
        made.append(create(self, new))
        close_payment(asked.reference)
        return made[-1]

    monkeypatch.setattr(StripeGateway, "create_checkout", cancel_meanwhile)

    with pytest.raises(PaymentOver):
        start_payment(asked)

    assert provider.api.checkout.sessions.retrieve(made[0].id).status == "expired"
    assert instruments(asked.reference) == [(InstrumentKind.CHECKOUT, InstrumentState.CLOSED)]
