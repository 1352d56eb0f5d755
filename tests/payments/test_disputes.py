"""Disputes: recorded once, as they stand now, in whatever order the news comes."""

import threading
from concurrent.futures import ThreadPoolExecutor
from itertools import permutations

import pytest
import requests
from django.db import connection

from electricityshop.events.models import OutboxMessage
from payments.checking import check_payment
from payments.commands.record_dispute import RecordDispute, record_dispute
from payments.disputing import check_dispute
from payments.domain.disputes import GatewayDispute
from payments.domain.states import PaymentState
from payments.models import Dispute, Payment, WebhookEvent
from payments.processing import process_webhook
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.provider import send

pytestmark = pytest.mark.django_db

DISPUTED = "4000000000000259"
KINDS = ("charge.dispute.created", "charge.dispute.updated", "charge.dispute.closed")


@pytest.fixture
def disputed(provider, asking) -> Payment:
    """A payment whose customer has just asked the bank for the money back; nothing is known here yet."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url, DISPUTED)
    return Payment.objects.get(reference=asked.reference)


def at_stripe(provider) -> str:
    return provider.api.disputes.list({"limit": 1}).data[0].id


def play(provider, dispute: str, outcome: str) -> requests.Response:
    return requests.post(f"{provider.url}/_sandbox/disputes/{dispute}/{outcome}", timeout=20)


def told(name: str) -> list[dict]:
    return list(OutboxMessage.objects.filter(name=f"payments.{name}").values_list("payload", flat=True))


def receive(event: dict) -> str | None:
    send(event)
    return process_webhook(event["id"])


def about(provider, dispute: str) -> list[dict]:
    return [event for event in provider.events(*KINDS) if event["data"]["object"]["id"] == dispute]


def test_a_dispute_is_recorded_with_its_payment_even_before_that(provider, disputed):
    dispute = at_stripe(provider)

    outcome = receive(about(provider, dispute)[0])

    row = Dispute.objects.get()
    disputed.refresh_from_db()
    assert outcome == "dispute needs_response"
    assert (row.id, row.payment_id, row.amount, row.currency, row.reason, row.closed_at) == (
        dispute, disputed.pk, 4_990, "EUR", "fraudulent", None,
    )  # fmt: skip
    assert row.due_by is not None
    assert disputed.state == PaymentState.SUCCEEDED
    assert f"{dispute}: the dispute about €49.90 (fraudulent) must be answered by" in disputed.alarm
    assert told("PaymentDisputed") == [
        {"reference": disputed.reference, "dispute": dispute, "amount": 4_990, "reason": "fraudulent"}
    ]


@pytest.mark.parametrize(("outcome", "is_alarm"), [("win", False), ("lose", True)])
def test_its_end_is_told_once(provider, disputed, outcome, is_alarm):
    dispute = at_stripe(provider)
    check_dispute(dispute)
    play(provider, dispute, outcome)

    for _ in range(3):
        check_dispute(dispute)

    disputed.refresh_from_db()
    status = {"win": "won", "lose": "lost"}[outcome]
    assert [event["outcome"] for event in told("DisputeClosed")] == [status]
    assert len(told("PaymentDisputed")) == 1
    assert Dispute.objects.get().closed_at is not None
    assert bool(disputed.alarm) is is_alarm


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_any_order_ends_the_same(provider, disputed, order):
    dispute = at_stripe(provider)
    play(provider, dispute, "review")
    play(provider, dispute, "win")
    events = about(provider, dispute)

    for position in order:
        receive(events[position])

    assert [event["type"] for event in events] == list(KINDS)
    assert Dispute.objects.values_list("status", flat=True).get() == "won"
    assert (len(told("PaymentDisputed")), len(told("DisputeClosed"))) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_ten_workers_on_one_dispute_tell_it_once(provider, disputed):
    dispute = at_stripe(provider)
    play(provider, dispute, "lose")
    gate = threading.Barrier(10, timeout=30)

    def check(_: int) -> None:
        gate.wait()
        try:
            check_dispute(dispute)
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(check, range(10)))

    assert (len(told("PaymentDisputed")), len(told("DisputeClosed"))) == (1, 1)
    assert Dispute.objects.values_list("status", flat=True).get() == "lost"


def test_an_older_answer_does_not_open_it_again(provider, disputed):
    dispute = at_stripe(provider)
    play(provider, dispute, "lose")
    check_dispute(dispute)
    row = Dispute.objects.get()
    older = GatewayDispute(
        row.id, row.intent, row.amount, row.currency, row.reason, "needs_response", row.opened_at, row.due_by
    )

    assert not record_dispute(RecordDispute(disputed.pk, older))

    row.refresh_from_db()
    assert row.status == "lost"


def test_an_outcome_that_changes_afterwards_is_kept_and_told_no_second_time(provider, disputed):
    dispute = at_stripe(provider)
    play(provider, dispute, "win")
    check_dispute(dispute)
    row = Dispute.objects.get()
    turned = GatewayDispute(
        row.id, row.intent, row.amount, row.currency, row.reason, "lost", row.opened_at, row.due_by
    )

    assert record_dispute(RecordDispute(disputed.pk, turned))

    row.refresh_from_db()
    assert row.status == "lost"
    assert [event["outcome"] for event in told("DisputeClosed")] == ["won"]


def test_another_alarm_survives_a_dispute_that_was_won(provider, disputed):
    dispute = at_stripe(provider)
    check_dispute(dispute)
    Payment.objects.update(alarm="Something else.")
    play(provider, dispute, "win")

    check_dispute(dispute)

    disputed.refresh_from_db()
    assert disputed.alarm == "Something else."


def test_a_dispute_about_nothing_of_ours_is_tried_and_given_up(provider):
    params = {"amount": 500, "currency": "eur", "payment_method": "pm_card_createDispute", "confirm": True}
    provider.api.payment_intents.create(params)
    dispute = at_stripe(provider)
    event = about(provider, dispute)[0]

    outcomes = [receive(event)]
    for _ in range(6):
        WebhookEvent.objects.update(next_attempt_at="2020-01-01T00:00Z")
        outcomes.append(process_webhook(event["id"]))

    assert outcomes[-2:] == ["no such payment", None]
    assert not Dispute.objects.exists()


def test_a_disputed_charge_cannot_be_refunded_too(provider, disputed):
    check_payment(disputed.reference)

    refund = refund_payment(RefundPayment(disputed.reference, "a", 100))

    assert refund.state == "failed"
    assert "charged back" in refund.failure
    assert payment_of(disputed.reference).refunded == 0


def test_one_that_was_won_can_be_refunded(provider, disputed):
    play(provider, at_stripe(provider), "win")
    check_payment(disputed.reference)

    assert refund_payment(RefundPayment(disputed.reference, "a", 100)).state == "succeeded"


@pytest.mark.parametrize(
    ("path", "status"),
    [("du_unknown/win", 404), ("{}/explode", 404), ("{}/win", 400)],
)
def test_the_control_refuses_what_makes_no_sense(provider, disputed, path, status):
    dispute = at_stripe(provider)
    play(provider, dispute, "lose")

    answer = requests.post(f"{provider.url}/_sandbox/disputes/{path.format(dispute)}", timeout=20)

    assert answer.status_code == status


def test_the_shop_may_give_in(provider, disputed):
    closed = provider.api.disputes.close(at_stripe(provider))

    assert closed.status == "lost"
