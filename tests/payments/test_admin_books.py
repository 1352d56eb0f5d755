"""Disputes and reconciliation in the admin."""

from datetime import timedelta

import django_rq
import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from payments.models import Dispute, Payment, ReconciliationDifference, ReconciliationRun
from payments.starting import start_payment
from tests.payments.test_admin import staff, url

__all__ = ["staff"]

pytestmark = pytest.mark.django_db


@pytest.fixture
def difference(provider, asking) -> ReconciliationDifference:
    asked = asking()
    start_payment(asked)
    now = timezone.now()
    run = ReconciliationRun.objects.create(since=now - timedelta(hours=1), until=now, state="done")
    return ReconciliationDifference.objects.create(
        run=run,
        intent="pi_there",
        kind="differs",
        payment=Payment.objects.get(),
        reference=asked.reference,
        ours={"reference": asked.reference, "amount": 4_990, "currency": "EUR", "state": "open"},
        theirs={"reference": asked.reference, "amount": 4_989, "currency": "EUR", "intent": "<b>pi_there"},
        found_at=now,
        seen_at=now,
    )


@pytest.fixture
def dispute(provider, asking) -> Dispute:
    start_payment(asking())
    return Dispute.objects.create(
        id="du_1", payment=Payment.objects.get(), intent="pi_1", amount=4_990, currency="EUR",
        reason="fraudulent", status="needs_response", opened_at=timezone.now(),
    )  # fmt: skip


def allow(user) -> None:
    user.user_permissions.add(Permission.objects.get(codename="reconcile"))


def test_both_sides_stand_beside_each_other(client, staff, difference):
    listed = client.get(url("reconciliationdifference_changelist"), {"standing": "open"}).content.decode()
    page = client.get(url("reconciliationdifference_change", difference.pk)).content.decode()

    assert "€49.90" in listed
    assert "€49.89" in listed
    assert "<th>Amount (minor units)</th><td>4990</td><td>4989</td>" in page
    assert "<b>pi_there" not in page
    assert "Reference, amount or currency is not what was asked." in page


@pytest.mark.parametrize(
    ("standing", "count"), [("open", 1), ("healed", 0), ("resolved", 0), ("nonsense", 1)]
)
def test_the_filter(client, staff, difference, standing, count):
    page = client.get(url("reconciliationdifference_changelist"), {"standing": standing})

    assert len(page.context["cl"].result_list) == count


def test_resolving_needs_the_permission(client, staff, difference):
    answer = client.post(url("reconciliationdifference_resolve", difference.pk), {"note": "Looked into."})

    assert answer.status_code == 403
    difference.refresh_from_db()
    assert difference.resolved_at is None


def test_resolving_keeps_the_note(client, staff, difference):
    allow(staff)
    asked = client.get(url("reconciliationdifference_resolve", difference.pk))

    answer = client.post(url("reconciliationdifference_resolve", difference.pk), {"note": "Looked into."})
    again = client.post(url("reconciliationdifference_resolve", difference.pk), {"note": "Once more."})

    difference.refresh_from_db()
    assert (asked.status_code, answer.status_code, again.status_code) == (200, 302, 409)
    assert (difference.note, difference.resolved_by) == ("Looked into.", "sam@example.com")


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
def test_resolving_without_a_note_is_refused(client, staff, difference, note):
    allow(staff)

    answer = client.post(url("reconciliationdifference_resolve", difference.pk), {"note": note})

    difference.refresh_from_db()
    assert answer.status_code in {200, 400}
    assert difference.resolved_at is None


def test_run_now_begins_one_and_rings_its_job(client, staff):
    allow(staff)
    queue = django_rq.get_queue("high")
    queue.empty()

    looked = client.get(url("reconciliationrun_run_now"))
    begun_by_looking = ReconciliationRun.objects.count()
    client.post(url("reconciliationrun_run_now"))

    assert (looked.status_code, begun_by_looking) == (200, 0)
    assert ReconciliationRun.objects.get().requested_by == "sam@example.com"
    assert "payments.jobs.reconcile" in [job.func_name for job in queue.jobs]


def test_run_now_needs_the_permission(client, staff):
    assert client.post(url("reconciliationrun_run_now")).status_code == 403
    assert not ReconciliationRun.objects.exists()


def test_a_dispute_and_its_filter(client, staff, dispute):
    open_ones = client.get(url("dispute_changelist"), {"over": "no"}).content.decode()
    over = client.get(url("dispute_changelist"), {"over": "yes"}).content.decode()
    page = client.get(url("dispute_change", dispute.pk)).content.decode()
    payment = client.get(url("payment_change", dispute.payment_id)).content.decode()

    assert "du_1" in open_ones
    assert "du_1" not in over
    assert "€49.90" in page
    assert "du_1" in payment


def test_a_dispute_leads_to_stripe(client, staff, dispute, settings):
    settings.SANDBOX_URL = ""
    settings.STRIPE_SECRET_KEY = "sk_test_real"

    page = client.get(url("dispute_change", dispute.pk)).content.decode()

    assert "https://dashboard.stripe.com/test/payments/pi_1" in page


@pytest.mark.parametrize("model", ["dispute", "reconciliationrun", "reconciliationdifference"])
def test_nothing_is_added_changed_or_deleted(admin_client, dispute, model):
    run = ReconciliationRun.objects.create(
        since=timezone.now() - timedelta(hours=1), until=timezone.now(), state="done"
    )
    now = timezone.now()
    found = ReconciliationDifference.objects.create(
        run=run, intent="pi_1", kind="unknown", found_at=now, seen_at=now
    )
    row = {"dispute": dispute, "reconciliationrun": run, "reconciliationdifference": found}[model]

    assert admin_client.get(url(f"{model}_add")).status_code == 403
    assert admin_client.post(url(f"{model}_change", row.pk), {"amount": 1}).status_code == 403
    assert admin_client.post(url(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403
    assert admin_client.get(url(f"{model}_change", row.pk)).status_code == 200
