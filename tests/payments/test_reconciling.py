"""Stripe's books against ours: what can be healed is, the rest is one row for staff, and nothing is done twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import requests
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from electricityshop.events.models import OutboxMessage
from payments import jobs, reconciling
from payments.adapters import gateway, stripe_books
from payments.checking import check_payment
from payments.closing import close_payment
from payments.commands.advance_run import AdvanceRun, advance_run
from payments.commands.begin_reconciliation import BadWindow, BeginReconciliation, begin_reconciliation
from payments.commands.resolve_difference import (
    BadNote,
    NotOpen,
    ResolveDifference,
    resolve_difference,
)
from payments.domain.comparing import DifferenceKind
from payments.domain.gateway import GatewayUnavailable
from payments.domain.states import PaymentState
from payments.domain.windows import Window
from payments.models import Dispute, Payment, ReconciliationDifference, ReconciliationRun, Refund
from payments.queries.our_side import our_side
from payments.queries.payment_of import payment_of
from payments.queries.runs import run_under_way
from payments.reconciling import begin_due, begin_now, differing, reconcile
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.provider import running
from tests.payments.test_disputes import DISPUTED
from tests.payments.test_settling import direct_charge

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(tmp_path):
    """One of its own: the whole of its books is compared."""
    with running(tmp_path) as provider:
        yield provider


@pytest.fixture
def paid_there(provider, asking):
    """Paid at Stripe; the webhook never came."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    return asked


@pytest.fixture
def settled(provider, paid_there):
    check_payment(paid_there.reference)
    return paid_there


def window() -> Window:
    """Up to a second from now: what was charged this very second is in it."""
    now = timezone.now()
    return Window(now - timedelta(hours=1), now + timedelta(seconds=2))


def compare() -> ReconciliationRun:
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    assert reconcile(run_id, seconds=30)
    return ReconciliationRun.objects.get(pk=run_id)


def counts(run: ReconciliationRun) -> tuple[int, int, int]:
    return run.charges, run.found, run.healed


def kinds() -> list[tuple[str, bool]]:
    """Kind, and whether it is open."""
    rows = ReconciliationDifference.objects.order_by("kind")
    return [(row.kind, row.healed_at is None and row.resolved_at is None) for row in rows]


def charge_of(reference: str) -> str:
    return Payment.objects.values_list("charged_intent", flat=True).get(reference=reference)


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


def test_page_by_page_and_killed_between(provider, asking, monkeypatch):
    monkeypatch.setattr(stripe_books, "A_PAGE", 2)
    for _ in range(5):
        provider.pay(start_payment(asking()).checkout_url)
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    first = run_under_way(run_id)
    reconciling._page(run_id, first.window, first.cursor)
    reconciling._page(run_id, first.window, first.cursor)  # by a second worker, or again after a kill

    stopped = run_under_way(run_id)
    assert reconcile(run_id, seconds=30)

    run = ReconciliationRun.objects.get()
    assert stopped.cursor
    assert counts(run)[0] == 5
    assert Payment.objects.filter(state=PaymentState.SUCCEEDED).count() == 5
    assert len(kinds()) == 5


@pytest.mark.django_db(transaction=True)
def test_four_workers_on_one_run_settle_and_count_once(provider, asking):
    for _ in range(3):
        provider.pay(start_payment(asking()).checkout_url)
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    gate = threading.Barrier(4, timeout=30)

    def work(_: int) -> bool:
        gate.wait()
        try:
            return reconcile(run_id, seconds=30)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(work, range(4)))

    assert ReconciliationRun.objects.get().charges == 3
    assert [kind for kind, _ in kinds()] == ["missed"] * 3
    assert OutboxMessage.objects.filter(name="payments.PaymentSucceeded").count() == 3
    assert not Refund.objects.exists()


def test_a_page_is_counted_once(provider):
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    asked = AdvanceRun(run_id, "", "ch_1", 3, 0, 0, (), ())

    assert [advance_run(asked), advance_run(asked)] == [True, False]
    assert ReconciliationRun.objects.get().charges == 3


def test_it_stops_when_its_time_is_up_and_goes_on(paid_there):
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))

    assert not reconcile(run_id, seconds=-1)
    assert reconcile(run_id, seconds=30)


def test_while_stripe_is_away_it_waits(provider, paid_there):
    within = window()
    run_id = begin_reconciliation(BeginReconciliation(within.since, within.until))
    provider.faults({"path": "/v1/charges", "fault": "error_before", "remembered": False, "times": 3})

    with pytest.raises(GatewayUnavailable):
        reconcile(run_id, seconds=30)

    assert reconcile(run_id, seconds=30)
    assert payment_of(paid_there.reference).state is PaymentState.SUCCEEDED


def test_one_that_breaks_does_not_hold_back_the_others(provider, asking, monkeypatch):
    for _ in range(3):
        provider.pay(start_payment(asking()).checkout_url)
    cure, broken = reconciling._CURES[DifferenceKind.MISSED], []

    def break_once(intent: str):
        if not broken:
            broken.append(intent)
            raise ZeroDivisionError
        return cure(intent)

    monkeypatch.setitem(reconciling._CURES, DifferenceKind.MISSED, break_once)

    run = compare()

    assert counts(run) == (3, 3, 2)
    assert Payment.objects.filter(state=PaymentState.SUCCEEDED).count() == 2


def test_one_at_a_time():
    within = window()
    asked = BeginReconciliation(within.since, within.until)

    assert begin_reconciliation(asked) == begin_reconciliation(asked)
    assert ReconciliationRun.objects.count() == 1


def test_a_window_that_makes_no_sense():
    now = timezone.now()

    with pytest.raises(BadWindow):
        BeginReconciliation(now, now)
    with pytest.raises(BadWindow):
        BeginReconciliation(now, now + timedelta(hours=1))


def test_a_page_costs_the_same_statements_however_long(provider, asking):
    def cost() -> int:
        page = gateway().charges_between(window().since, window().until)
        with CaptureQueriesContext(connection) as statements:
            our_side(page.charges)
        return len(statements)

    provider.pay(start_payment(asking()).checkout_url)
    before = cost()
    for _ in range(4):
        provider.pay(start_payment(asking()).checkout_url)

    assert (before, cost()) == (4, 4)


def test_looking_changes_nothing(provider, paid_there):
    found = list(differing(window()))

    assert [one.kinds for one in found] == [("missed",)]
    assert payment_of(paid_there.reference).state is PaymentState.OPEN
    assert not ReconciliationDifference.objects.exists()


def test_the_job_begins_what_is_due_and_finishes_it(settled):
    jobs.reconcile()
    jobs.reconcile()

    run = ReconciliationRun.objects.get()
    assert (run.state, run.until - run.since) == ("done", timedelta(days=1))


def test_the_next_window_overlaps_the_last(provider):
    now = timezone.localtime()
    last = now - timedelta(hours=2)
    ReconciliationRun.objects.create(since=last - timedelta(hours=1), until=last, state="done")
    ReconciliationRun.objects.create(
        since=now - timedelta(days=1), until=now - timedelta(hours=3), state="done", is_nightly=True
    )

    begin_due(now.replace(hour=2) if now.hour < 3 else now)

    run = ReconciliationRun.objects.get(state="running")
    assert run.is_nightly or run.since == last - timedelta(minutes=15)


def test_staff_begin_one_now(provider):
    run_id = begin_now(timezone.now(), "sam@example.com")

    run = ReconciliationRun.objects.get(pk=run_id)
    assert run.requested_by == "sam@example.com"
    assert run.until - run.since >= timedelta(hours=1)


def until() -> str:
    return (timezone.now() + timedelta(seconds=2)).isoformat()


def test_the_command_looks_only_when_asked_to(paid_there, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("reconcile_payments", "--dry-run", "--until", until())

    said = capsys.readouterr().out
    assert left.value.code == 1
    assert f"{paid_there.reference}\n1 differences; nothing was changed" in said
    assert payment_of(paid_there.reference).state is PaymentState.OPEN


def test_the_command_heals(paid_there, capsys):
    call_command("reconcile_payments", "--until", until())

    assert "1 charges compared, 1 differences, 1 healed" in capsys.readouterr().out
    assert payment_of(paid_there.reference).state is PaymentState.SUCCEEDED


def test_the_command_lists_what_is_left(provider, capsys):
    provider.api.payment_intents.create(
        {"amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True}
    )

    with pytest.raises(SystemExit):
        call_command("reconcile_payments", "--until", until())

    assert "open: unknown   pi_" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--since", "2030-01-01"]])
def test_the_command_says_what_is_wrong(arguments):
    with pytest.raises(CommandError):
        call_command("reconcile_payments", *arguments)


def test_the_command_says_when_stripe_is_away(provider):
    provider.faults({"path": "/v1/charges", "fault": "error_before", "remembered": False, "times": 3})

    with pytest.raises(CommandError, match="goes on where it stopped"):
        call_command("reconcile_payments")

    requests.delete(f"{provider.url}/_sandbox/faults", timeout=20)
