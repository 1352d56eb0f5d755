"""A run goes on where it stopped, and does nothing twice."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from electricityshop.events.models import OutboxMessage
from payments import jobs, reconciling
from payments.adapters import gateway, stripe_books
from payments.commands.advance_run import AdvanceRun, advance_run
from payments.commands.begin_reconciliation import BadWindow, BeginReconciliation, begin_reconciliation
from payments.domain.comparing import DifferenceKind
from payments.domain.gateway import GatewayUnavailable
from payments.domain.states import PaymentState
from payments.models import Payment, ReconciliationDifference, ReconciliationRun, Refund
from payments.queries.our_side import our_side
from payments.queries.payment_of import payment_of
from payments.queries.runs import run_under_way
from payments.reconciling import begin_due, begin_now, differing, reconcile
from payments.starting import start_payment
from tests.payments.reconciling.comparing import compare, counts, kinds, window

pytestmark = pytest.mark.django_db


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
