"""Payments in the admin."""

import django_rq
import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from payments.checking import check_payment
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client):
    """May look at payments, and nothing else."""
    user = get_user_model().objects.create(email="sam@example.com", is_staff=True)
    user.user_permissions.add(
        *Permission.objects.filter(content_type__app_label="payments", codename__startswith="view_")
    )
    client.force_login(user)
    return user


def allow(user, codename: str) -> None:
    kind = ContentType.objects.get_for_model(Payment if codename == "refund_payment" else WebhookEvent)
    permission, _ = Permission.objects.get_or_create(
        codename=codename, content_type=kind, defaults={"name": codename}
    )
    user.user_permissions.add(permission)


@pytest.fixture
def paid(provider, asking):
    asked = asking(with_intent=True)
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)
    return Payment.objects.get()


def url(page: str, *arguments: object) -> str:
    return reverse(f"admin:payments_{page}", args=arguments)


def act(client, model: str, action: str, *rows):
    data = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(url(f"{model}_changelist"), data)


@pytest.mark.parametrize("model", ["payment", "refund", "webhookevent"])
def test_the_lists_cost_the_same_however_long(
    client, staff, provider, asking, model, django_assert_num_queries
):
    def count() -> int:
        with CaptureQueriesContext(connection) as statements:
            assert client.get(url(f"{model}_changelist")).status_code == 200
        return len(statements)

    def one_more(number: int) -> None:
        asked = asking()
        start_payment(asked)
        payment = Payment.objects.get(reference=asked.reference)
        Refund.objects.create(payment=payment, key=f"k{number}", intent="pi", amount=1)
        WebhookEvent.objects.create(id=f"evt_{number}", type="x", payload={}, next_attempt_at=timezone.now())

    one_more(0)
    count()
    before = count()
    for number in range(1, 6):
        one_more(number)

    assert count() == before
    assert before <= 12


@pytest.mark.parametrize("sought", ["reference", "charged_intent", "session", "intent", "email"])
def test_search(client, staff, paid, sought):
    ways = {row.kind: row.provider_id for row in PaymentInstrument.objects.all()}
    texts = {
        "reference": paid.reference[:10],
        "charged_intent": paid.charged_intent,
        "session": ways["checkout"],
        "intent": ways["intent"],
        "email": "kim@ex",
    }

    found = client.get(url("payment_changelist"), {"q": texts[sought]}).content.decode()
    nothing = client.get(url("payment_changelist"), {"q": texts[sought] + "-not@"}).content.decode()

    assert paid.reference in found
    assert paid.reference not in nothing


def test_the_page_of_a_payment_shows_no_client_secret(client, staff, paid):
    secret = PaymentInstrument.objects.get(kind="intent").client_secret

    page = client.get(url("payment_change", paid.pk)).content.decode()

    assert "€49.90" in page
    assert PaymentInstrument.objects.get(kind="intent").provider_id in page
    assert secret not in page
    assert "dashboard.stripe.com" not in page


def test_real_keys_lead_to_stripes_dashboard(client, staff, paid, settings):
    settings.SANDBOX_URL = ""
    settings.STRIPE_SECRET_KEY = "sk_test_real"

    page = client.get(url("payment_change", paid.pk)).content.decode()

    assert f"https://dashboard.stripe.com/test/payments/{paid.charged_intent}" in page


@pytest.mark.parametrize("model", ["payment", "refund", "webhookevent"])
def test_nothing_is_added_changed_or_deleted(admin_client, paid, model):
    refund_payment(RefundPayment(paid.reference, "a", 100))
    WebhookEvent.objects.create(id="evt_1", type="x", payload={}, next_attempt_at=timezone.now())
    row = {"payment": Payment, "refund": Refund, "webhookevent": WebhookEvent}[model].objects.first()

    assert admin_client.get(url(f"{model}_add")).status_code == 403
    assert (
        admin_client.post(url(f"{model}_change", row.pk), {"amount": 1, "state": "open"}).status_code == 403
    )
    assert admin_client.post(url(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403
    assert admin_client.get(url(f"{model}_change", row.pk)).status_code == 200


def test_checking_rings_the_job(client, staff, paid):
    queue = django_rq.get_queue("high")
    queue.empty()

    act(client, "payment", "check_now", paid)

    assert [(job.func_name, job.kwargs["reference"]) for job in queue.jobs] == [
        ("payments.jobs.check_payment", paid.reference)
    ]


FORM = {"_form_submitted": "True", "reason": "Broken on arrival", "key": "staff-1"}


@pytest.mark.parametrize("amount", ["", "12.34"])
def test_a_refund_from_the_dialog(client, staff, paid, amount):
    allow(staff, "refund_payment")
    opened = client.get(url("payment_refund", paid.pk))

    for _ in range(2):  # pressed twice
        answer = client.post(
            url("payment_refund", paid.pk), FORM | {"amount": amount}, headers={"HX-Request": "true"}
        )

    assert b"staff-" in opened.content
    assert answer.headers["HX-Redirect"] == url("payment_change", paid.pk)
    refund = payment_of(paid.reference).refunds[0]
    assert payment_of(paid.reference).refunded == refund.amount == (1_234 if amount else 4_990)
    assert Refund.objects.get().requested_by == "sam@example.com"


@pytest.mark.parametrize("amount", ["0", "-1", "0.001", "1e3x", "NaN", "49.91", "99999999999"])
def test_an_impossible_refund_is_refused(client, staff, paid, amount):
    allow(staff, "refund_payment")

    answer = client.post(url("payment_refund", paid.pk), FORM | {"amount": amount}, follow=True)

    assert answer.status_code == 200
    assert not Refund.objects.exists()


def test_without_the_permission_nothing_is_refunded(client, staff, paid):
    answer = client.post(url("payment_refund", paid.pk), FORM | {"amount": ""})

    assert answer.status_code == 403
    assert "Refund…" not in client.get(url("payment_change", paid.pk)).content.decode()
    assert not Refund.objects.exists()


def test_a_failed_refund_is_tried_again(client, staff, paid, provider):
    allow(staff, "refund_payment")
    provider.faults({"path": "/v1/refunds", "fault": "error_before", "remembered": False, "times": 3})
    refund_payment(RefundPayment(paid.reference, "a", 100))
    Refund.objects.update(state="failed")
    Payment.objects.update(refunded=0)

    for _ in range(2):
        act(client, "refund", "try_again", *Refund.objects.filter(key="a"))

    retried = Refund.objects.exclude(key="a").get()
    assert (retried.amount, retried.state, retried.requested_by) == (100, "succeeded", "sam@example.com")
    assert payment_of(paid.reference).refunded == 100


def test_without_the_permission_nothing_is_tried_again(client, staff, paid):
    refund_payment(RefundPayment(paid.reference, "a", 100))
    Refund.objects.update(state="failed")

    act(client, "refund", "try_again", Refund.objects.get())

    assert Refund.objects.count() == 1


@pytest.mark.parametrize("allowed", [True, False])
def test_an_event_is_processed_again(client, staff, allowed):
    event = WebhookEvent.objects.create(
        id="evt_1",
        type="x",
        payload={},
        next_attempt_at=timezone.now(),
        processed_at=timezone.now(),
        attempts=9,
    )
    if allowed:
        allow(staff, "change_webhookevent")

    act(client, "webhookevent", "process_again", event)

    event.refresh_from_db()
    assert (event.processed_at is None, event.attempts) == ((True, 0) if allowed else (False, 9))
