"""Jobs and sweeps: what PostgreSQL says is due gets done, whatever got lost."""

from datetime import timedelta

import django_rq
import pytest
from django.db import connections
from django.utils import timezone
from rq import SimpleWorker
from rq.serializers import JSONSerializer

from electricityshop.jobs.enqueueing import enqueue
from electricityshop.jobs.periodic import PERIODIC
from electricityshop.jobs.worker import ShopJob
from payments import adapters, jobs
from payments.domain.states import InstrumentState, PaymentState
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.queries.payment_of import payment_of
from payments.refunding import RefundPayment, refund_payment
from payments.starting import start_payment
from tests.payments.provider import running, send

pytestmark = pytest.mark.django_db

QUEUES = ("high", "default", "low")


def work_off() -> None:
    """A real RQ worker takes what is queued, and what that rings."""
    queues = [django_rq.get_queue(name) for name in QUEUES]
    worker = SimpleWorker(
        queues, connection=queues[0].connection, job_class=ShopJob, serializer=JSONSerializer
    )
    worker.work(burst=True, logging_level="WARNING")


def make_due() -> None:
    long_ago = timezone.now() - timedelta(days=1)
    Payment.objects.update(next_check_at=long_ago)
    Refund.objects.update(next_attempt_at=long_ago)
    WebhookEvent.objects.update(next_attempt_at=long_ago)


@pytest.mark.django_db(transaction=True)
def test_from_the_webhook_to_the_closed_second_way_through_a_real_worker(provider, asking):
    asked = asking(with_intent=True)
    started = start_payment(asked)
    provider.pay(started.checkout_url)
    for event in provider.events("payment_intent.succeeded", "checkout.session.completed")[-2:]:
        assert send(event).status_code == 200

    work_off()

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED
    assert PaymentInstrument.objects.get(kind="intent").state == InstrumentState.CLOSED
    assert {event.outcome for event in WebhookEvent.objects.all()} == {"settled", "settled before"}
    assert not any(django_rq.get_queue(name).failed_job_registry.count for name in QUEUES)


@pytest.mark.django_db(transaction=True)
def test_every_job_runs_in_a_real_worker_with_arguments_of_a_later_version(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    enqueue("payments.jobs.check_payment", reference=asked.reference, added_later=1)
    work_off()
    refund = refund_payment(RefundPayment(asked.reference, "a", 100))
    enqueue("payments.jobs.send_refund", refund_id=str(refund.id))
    enqueue("payments.jobs.close_other_instruments", reference=asked.reference)
    enqueue("payments.jobs.process_webhook", event_id="evt_unknown")
    for name in (name for name in PERIODIC if name.startswith("payments.")):
        enqueue(name)

    work_off()

    assert payment_of(asked.reference).refunded == 100
    assert not any(django_rq.get_queue(name).failed_job_registry.count for name in QUEUES)


@pytest.mark.django_db(transaction=True)
def test_delivered_by_the_sandbox_itself(live_server, settings, asking, tmp_path):
    """Nobody helps: the sandbox signs and sends, the endpoint stores, a worker settles."""
    with running(tmp_path, webhook_url=f"{live_server.url}/payments/webhook") as provider:
        settings.SANDBOX_URL = provider.url
        adapters._gateway.cache_clear()
        asked = asking()
        provider.pay(start_payment(asked).checkout_url)
        for _ in range(100):
            work_off()
            if payment_of(asked.reference).state is PaymentState.SUCCEEDED:
                break
    adapters._gateway.cache_clear()
    connections.close_all()

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED
    assert WebhookEvent.objects.filter(processed_at=None).count() < WebhookEvent.objects.count()


def test_a_stored_event_whose_job_was_lost_is_processed(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    send(provider.events("payment_intent.succeeded")[-1])

    jobs.sweep_webhooks()

    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_a_payment_whose_webhook_was_lost_is_settled(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)

    jobs.sweep_open_payments()
    young = payment_of(asked.reference).state
    make_due()
    jobs.sweep_open_payments()

    assert young is PaymentState.OPEN  # it has a minute for its webhook
    assert payment_of(asked.reference).state is PaymentState.SUCCEEDED


def test_open_payments_take_turns(provider, asking, monkeypatch):
    asked = [asking() for _ in range(3)]
    for one in asked:
        start_payment(one)
    make_due()
    monkeypatch.setattr(jobs, "BATCH", 2)
    seen = []
    monkeypatch.setattr("payments.checking.check_payment", seen.append)

    jobs.sweep_open_payments()
    jobs.sweep_open_payments()
    jobs.sweep_open_payments()

    assert sorted(seen) == sorted(one.reference for one in asked)


def test_a_requested_refund_is_sent(provider, asking):
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    jobs.check_payment(reference=asked.reference)
    provider.faults({"path": "/v1/refunds", "fault": "error_before", "remembered": False, "times": 3})
    refund_payment(RefundPayment(asked.reference, "a", 100))
    make_due()

    jobs.sweep_refunds()

    assert payment_of(asked.reference).refunds[0].state == "succeeded"


def test_what_is_left_open_after_a_payment_is_closed(provider, asking):
    asked = asking(with_intent=True)
    provider.confirm(start_payment(asked).client_secret)
    jobs.check_payment(reference=asked.reference)

    jobs.sweep_left_over_instruments()

    assert PaymentInstrument.objects.get(kind="checkout").state == InstrumentState.CLOSED


def test_while_stripe_is_away_a_sweep_asks_once_and_stops(provider, asking, monkeypatch):
    for _ in range(3):
        start_payment(asking())
    make_due()
    provider.faults({"path": "/v1/*", "fault": "error_before", "remembered": False, "times": 3})

    jobs.sweep_open_payments()

    assert Payment.objects.filter(next_check_at__gt=timezone.now()).count() == 1


def test_one_that_breaks_does_not_hold_back_the_others(provider, asking, monkeypatch):
    asked = [asking() for _ in range(3)]
    for one in asked:
        start_payment(one)
    make_due()
    seen = []

    def check(reference: str) -> None:
        seen.append(reference)
        raise ZeroDivisionError

    monkeypatch.setattr("payments.checking.check_payment", check)
    jobs.sweep_open_payments()

    assert len(seen) == 3


def test_the_sweeps_are_periodic():
    assert {name: seconds for name, seconds in PERIODIC.items() if name.startswith("payments.")} == {
        "payments.jobs.sweep_webhooks": 5,
        "payments.jobs.sweep_refunds": 10,
        "payments.jobs.sweep_open_payments": 30,
        "payments.jobs.sweep_left_over_instruments": 60,
        "payments.jobs.prune_inbox": 3600,
    }
