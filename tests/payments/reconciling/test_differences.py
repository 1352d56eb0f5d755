"""Stripe's books against ours: what can be healed is, the rest is one row for staff."""

import pytest

from payments.adapters import stripe_books
from payments.checking import check_payment
from payments.closing import close_payment
from payments.commands.resolve_difference import (
    BadNote,
    NotOpen,
    ResolveDifference,
    resolve_difference,
)
from payments.domain.states import PaymentState
from payments.models import Dispute, Payment, ReconciliationDifference, Refund
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.reconciling.comparing import charge_of, compare, counts, kinds
from tests.payments.test_disputes import DISPUTED
from tests.payments.test_settling import direct_charge

pytestmark = pytest.mark.django_db


def test_books_that_agree(settled):
    run = compare()

    assert counts(run) == (1, 0, 0)
    assert (run.state, run.finished_at is not None) == ("done", True)
    assert Payment.objects.get().seen_at is not None
    assert kinds() == []


def test_paid_there_and_open_here_is_settled_at_once(paid_there):
    run = compare()

    assert counts(run) == (1, 1, 1)
    assert payment_of(paid_there.reference).state is PaymentState.SUCCEEDED
    assert kinds() == [("missed", False)]
    difference = ReconciliationDifference.objects.get()
    assert (difference.ours["state"], difference.theirs["amount"]) == ("open", 4_990)


def test_paid_twice_goes_back_once(provider, settled):
    second = direct_charge(provider, Payment.objects.get())

    first_run, second_run = compare(), compare()

    refund = Refund.objects.get()
    assert (refund.intent, refund.amount, refund.is_surplus) == (second, 4_990, True)
    assert payment_of(settled.reference).refunded == 0
    assert (first_run.found, first_run.healed, second_run.found) == (1, 1, 0)
    assert kinds() == [("twice", False)]


def test_paid_after_it_was_cancelled_goes_back(provider, asking):
    asked = asking()
    start_payment(asked)
    close_payment(asked.reference)
    direct_charge(provider, Payment.objects.get())

    compare()

    assert Refund.objects.get().is_surplus
    assert payment_of(asked.reference).state is PaymentState.CANCELLED


@pytest.mark.parametrize("changes", [{"amount": 4_989}, {"currency": "usd"}])
def test_another_amount_or_currency_is_an_alarm(provider, asking, changes):
    start_payment(asking())
    direct_charge(provider, Payment.objects.get(), **changes)

    compare()

    assert kinds() == [("differs", True)]
    assert Payment.objects.get().state == PaymentState.OPEN
    assert Payment.objects.get().alarm


def test_a_charge_nobody_asked_for_is_an_alarm(provider):
    params = {"amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True}
    intent = provider.api.payment_intents.create(params | {"metadata": {"reference": "ES-STRANGE"}})

    compare()

    difference = ReconciliationDifference.objects.get()
    assert (difference.kind, difference.intent, difference.reference) == ("unknown", intent.id, "ES-STRANGE")
    assert (difference.payment_id, difference.ours) == (None, {})
    assert kinds() == [("unknown", True)]


def test_a_charge_the_provider_does_not_know_is_an_alarm(settled):
    Payment.objects.update(charged_intent="pi_imagined")

    run = compare()

    assert ("absent", True) in kinds()
    assert Payment.objects.get().alarm == "Captured here, but Stripe knows no such charge."
    assert run.found == len(kinds())


def test_a_charge_made_before_the_window_is_asked_about_by_name(settled, monkeypatch):
    monkeypatch.setattr(stripe_books.StripeBooks, "charges_between", nothing)

    run = compare()

    assert (counts(run), kinds()) == ((0, 0, 0), [])
    assert Payment.objects.get().seen_at is not None


def nothing(self, since, until, *, after=""):
    return stripe_books.ChargePage((), "")


def test_a_refund_made_there_enters_the_ledger(provider, settled):
    provider.api.refunds.create({"payment_intent": charge_of(settled.reference), "amount": 1_000})

    run = compare()

    assert payment_of(settled.reference).refunded == 1_000
    assert (run.found, run.healed) == (1, 1)
    assert kinds() == [("refunds", False)]


def test_a_refund_here_that_never_happened_there_is_an_alarm(settled):
    refund_payment(RefundPayment(settled.reference, "a", 100))
    Refund.objects.update(amount=300)

    compare()

    assert kinds() == [("refunds", True)]


def test_a_refund_on_its_way_is_no_difference(provider, settled):
    provider.faults({"path": "/v1/refunds", "fault": "error_before", "remembered": False, "times": 3})
    refund_payment(RefundPayment(settled.reference, "a", 100))

    assert compare().found == 0


def test_a_dispute_nobody_told_us_of_is_recorded(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url, DISPUTED)
    check_payment(asked.reference)

    compare()

    assert Dispute.objects.get().payment.reference == asked.reference
    assert kinds() == [("dispute", False)]


def test_a_difference_is_one_row_however_often_it_is_found(provider, asking):
    start_payment(asking())
    direct_charge(provider, Payment.objects.get(), amount=4_989)

    for _ in range(3):
        compare()

    assert kinds() == [("differs", True)]


def test_what_staff_resolved_stays_resolved_until_it_changes(provider, asking):
    start_payment(asking())
    intent = direct_charge(provider, Payment.objects.get(), amount=4_989)
    compare()
    resolve_difference(ResolveDifference(ReconciliationDifference.objects.get().pk, "Looked into.", "sam"))

    compare()
    unchanged = kinds()
    provider.api.refunds.create({"payment_intent": intent, "amount": 1})
    compare()

    assert (unchanged, kinds()) == ([("differs", False)], [("differs", True)])


def test_a_strangers_charge_that_went_back_is_healed(provider):
    params = {"amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True}
    intent = provider.api.payment_intents.create(params)
    compare()
    provider.api.refunds.create({"payment_intent": intent.id})

    compare()

    assert kinds() == [("unknown", False)]


def test_a_resolved_difference_cannot_be_resolved_again(provider):
    provider.api.payment_intents.create(
        {"amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True}
    )
    compare()
    asked = ResolveDifference(ReconciliationDifference.objects.get().pk, "Looked into.", "sam")
    resolve_difference(asked)

    with pytest.raises(NotOpen):
        resolve_difference(asked)


@pytest.mark.parametrize("note", ["", "  a  ", "x" * 501])
def test_a_note_says_something(note):
    with pytest.raises(BadNote):
        ResolveDifference(1, note, "sam")
