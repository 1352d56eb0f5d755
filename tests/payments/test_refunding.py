"""Refunds: a ledger that never promises more than was captured."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from electricityshop.events.models import OutboxMessage
from payments.checking import check_payment
from payments.commands.record_refund import RecordRefund, record_refund
from payments.commands.request_refund import BadRefund
from payments.domain.gateway import RefundStatus
from payments.domain.states import RefundState
from payments.ledger import NotRefundable, RefundDiffers
from payments.models import Payment, Refund
from payments.queries.payment_of import NoPayment, payment_of
from payments.refunding import RefundPayment, refund_payment, send_refund
from payments.starting import StartPayment, start_payment

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(provider, asking) -> StartPayment:
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    check_payment(asked.reference)
    return asked


def at_stripe(provider) -> list[int]:
    intent = Payment.objects.get().charged_intent
    return [one.amount for one in provider.api.refunds.list({"payment_intent": intent, "limit": 100}).data]


def told() -> list[tuple[str, str]]:
    rows = OutboxMessage.objects.filter(name__startswith="payments.Refund").order_by("id")
    return [(row.name.removeprefix("payments."), row.payload["key"]) for row in rows]


def make_due() -> None:
    Refund.objects.update(next_attempt_at=timezone.now() - timedelta(days=1))


def test_all_that_is_left(provider, paid):
    refund = refund_payment(RefundPayment(paid.reference, "return-1", reason="Broken", requested_by="sam"))

    assert (refund.key, refund.amount, refund.state, refund.reason) == (
        "return-1",
        4_990,
        "succeeded",
        "Broken",
    )
    assert payment_of(paid.reference).refunded == 4_990
    assert at_stripe(provider) == [4_990]
    assert told() == [("RefundSucceeded", "return-1")]


def test_parts(provider, paid):
    refund_payment(RefundPayment(paid.reference, "a", 1_000))
    refund_payment(RefundPayment(paid.reference, "b", 2_000))
    rest = refund_payment(RefundPayment(paid.reference, "c"))

    assert rest.amount == 1_990
    assert sorted(at_stripe(provider)) == [1_000, 1_990, 2_000]
    assert [one.key for one in payment_of(paid.reference).refunds] == ["a", "b", "c"]


def test_the_same_key_is_the_same_refund(provider, paid):
    first = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    assert refund_payment(RefundPayment(paid.reference, "a", 1_000)) == first
    assert refund_payment(RefundPayment(paid.reference, "a")) == first
    assert at_stripe(provider) == [1_000]


def test_the_same_key_for_something_else_is_a_conflict(provider, paid, asking):
    refund_payment(RefundPayment(paid.reference, "a", 1_000))
    other = asking()
    provider.pay(start_payment(other).checkout_url)
    check_payment(other.reference)

    with pytest.raises(RefundDiffers):
        refund_payment(RefundPayment(paid.reference, "a", 1_001))
    with pytest.raises(RefundDiffers):
        refund_payment(RefundPayment(other.reference, "a", 1_000))

    assert payment_of(other.reference).refunded == 0


@pytest.mark.parametrize("amount", [4_991, 99_999_999])
def test_never_more_than_was_captured(provider, paid, amount):
    with pytest.raises(NotRefundable):
        refund_payment(RefundPayment(paid.reference, "a", amount))

    assert not Refund.objects.exists()
    assert at_stripe(provider) == []


def test_nothing_is_left_after_all_went_back(provider, paid):
    refund_payment(RefundPayment(paid.reference, "a"))

    with pytest.raises(NotRefundable):
        refund_payment(RefundPayment(paid.reference, "b"))


def test_what_was_not_paid_cannot_go_back(provider, asking):
    asked = asking()
    start_payment(asked)

    with pytest.raises(NotRefundable):
        refund_payment(RefundPayment(asked.reference, "a"))
    with pytest.raises(NoPayment):
        refund_payment(RefundPayment("ES-nothing", "a"))


@pytest.mark.parametrize(
    "changes", [{"amount": 0}, {"amount": -5}, {"key": ""}, {"key": "x" * 81}, {"key": "\0"}]
)
def test_what_makes_no_sense_is_refused(changes):
    with pytest.raises(BadRefund):
        RefundPayment(**{"reference": "ES-1", "key": "a", **changes})


def test_the_database_itself_refuses_more(provider, paid):
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.update(refunded=F("captured") + 1)


def test_stripe_away_leaves_it_requested_and_it_is_sent_later(provider, paid):
    provider.faults({"path": "/v1/refunds", "fault": "error_before", "remembered": False, "times": 3})

    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    assert (refund.state, at_stripe(provider)) == ("requested", [])
    assert payment_of(paid.reference).refundable == 3_990
    make_due()
    send_refund(refund.id)
    assert at_stripe(provider) == [1_000]
    assert payment_of(paid.reference).refunds[0].state == "succeeded"


def test_a_reply_lost_after_stripe_refunded_does_not_refund_twice(provider, paid):
    provider.faults({"path": "/v1/refunds", "method": "POST", "fault": "drop_reply", "times": 3})

    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))
    make_due()
    send_refund(refund.id)

    assert refund.state == "requested"
    assert at_stripe(provider) == [1_000]
    assert told() == [("RefundSucceeded", "a")]


def test_a_failure_stripe_remembers_is_looked_into(provider, paid):
    """It failed after the effect; the key replays the failure for a day, so the charge's refunds are looked through."""
    provider.faults({"path": "/v1/refunds", "method": "POST", "fault": "error_after", "times": 1})

    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    assert refund.state == "succeeded"
    assert at_stripe(provider) == [1_000]


def test_a_failure_stripe_remembers_without_an_effect_waits(provider, paid):
    provider.faults({"path": "/v1/refunds", "method": "POST", "fault": "error_before", "times": 1})

    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    assert (refund.state, at_stripe(provider)) == ("requested", [])
    assert payment_of(paid.reference).refundable == 3_990


def test_a_refund_stripe_refuses_gives_its_amount_back(provider, paid):
    provider.api.refunds.create({"payment_intent": Payment.objects.get().charged_intent})

    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    assert refund.state == "failed"
    assert "already been refunded" in refund.failure
    assert payment_of(paid.reference).refunded == 0
    assert told() == [("RefundFailed", "a")]


def test_a_refund_that_fails_after_all_gives_its_amount_back_once(provider, paid):
    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))

    for _ in range(2):
        record_refund(RecordRefund(refund.id, RefundStatus.FAILED, failure="expired_or_canceled_card"))

    assert payment_of(paid.reference).refunded == 0
    assert told() == [("RefundSucceeded", "a"), ("RefundFailed", "a")]
    assert refund_payment(RefundPayment(paid.reference, "b", 4_990)).amount == 4_990


def test_a_pending_refund_waits_and_is_asked_about(provider, paid):
    provider.faults({"path": "/v1/refunds", "fault": "error_before", "remembered": False, "times": 3})
    refund = refund_payment(RefundPayment(paid.reference, "a", 1_000))
    made = provider.api.refunds.create(
        {"payment_intent": Payment.objects.get().charged_intent, "amount": 1_000}
    )

    record_refund(RecordRefund(refund.id, RefundStatus.PENDING, made.id))
    waiting = Refund.objects.get()
    send_refund(refund.id)  # not due
    make_due()
    send_refund(refund.id)

    assert (waiting.state, waiting.provider_id) == (RefundState.REQUESTED, made.id)
    assert waiting.next_attempt_at > timezone.now() + timedelta(minutes=50)
    assert payment_of(paid.reference).refunds[0].state == "succeeded"
    assert at_stripe(provider) == [1_000]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("same_key", [True, False])
def test_twenty_at_once_stay_within_what_was_captured(provider, paid, same_key):
    """I21: one key is one refund; twenty keys of a quarter each are at most four."""
    gate = threading.Barrier(20, timeout=30)

    def refund(number: int) -> str:
        gate.wait()
        try:
            key = "a" if same_key else f"key-{number}"
            return refund_payment(RefundPayment(paid.reference, key, 1_200)).key
        except NotRefundable:
            return "refused"
        finally:
            connection.close()

    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(refund, range(20)))
    for waiting in Refund.objects.filter(state=RefundState.REQUESTED):
        make_due()
        send_refund(waiting.pk)

    expected = 1 if same_key else 4
    assert Refund.objects.count() == expected
    assert answers.count("refused") == (0 if same_key else 16)
    assert at_stripe(provider) == [1_200] * expected
    assert payment_of(paid.reference).refunded == 1_200 * expected
