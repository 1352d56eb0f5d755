"""The webhook endpoint: what is let in, what it costs, and that nothing makes it fail."""

import io
import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import django_rq
import pytest
from django.core.handlers.asgi import ASGIRequest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from payments import adapters
from payments.models import WebhookEvent
from payments.pages.webhook import LARGEST, receive
from tests.payments.provider import send, signed

pytestmark = pytest.mark.django_db

EVENT = {
    "id": "evt_1",
    "object": "event",
    "type": "payment_intent.succeeded",
    "livemode": False,
    "data": {"object": {"id": "pi_1", "receipt_email": "kim@example.com", "payment_intent": None}},
}


def event(**changes: Any) -> bytes:
    return json.dumps(EVENT | changes).encode()


def test_a_signed_event_is_stored_and_a_job_rung(django_capture_on_commit_callbacks):
    queue = django_rq.get_queue("high")
    queue.empty()

    with django_capture_on_commit_callbacks(execute=True):
        answer = send(EVENT)

    stored = WebhookEvent.objects.get()
    assert (answer.status_code, answer.content) == (200, b"stored")
    assert (stored.id, stored.type, stored.processed_at) == ("evt_1", "payment_intent.succeeded", None)
    assert [(job.func_name, job.kwargs["event_id"]) for job in queue.jobs] == [
        ("payments.jobs.process_webhook", "evt_1")
    ]


def test_nothing_personal_is_stored():
    send(EVENT)

    assert WebhookEvent.objects.get().payload == {"object": "pi_1", "intent": ""}


def test_a_duplicate_is_answered_and_has_no_effect(django_capture_on_commit_callbacks):
    send(EVENT)

    with django_capture_on_commit_callbacks() as rung:
        answers = [send(event(type="refund.failed")) for _ in range(100)]

    assert {(answer.status_code, answer.content) for answer in answers} == {(200, b"known")}
    assert rung == []
    assert WebhookEvent.objects.get().type == "payment_intent.succeeded"


@pytest.mark.django_db(transaction=True)
def test_it_costs_one_statement_in_one_transaction():
    for _ in ("new", "known"):
        with CaptureQueriesContext(connection) as statements:
            send(EVENT)

        assert [one["sql"].split()[0] for one in statements.captured_queries] == ["BEGIN", "INSERT", "COMMIT"]


def now(offset: int = 0) -> int:
    return int(time.time()) + offset


BODY = event()
FORGERIES = {
    "no signature": lambda: "",
    "another secret": lambda: signed(BODY, secret="whsec_another"),
    "an empty secret": lambda: signed(BODY, secret=""),
    "of another body": lambda: signed(event(id="evt_2")),
    "too old": lambda: signed(BODY, at=now(-310)),
    "of the future": lambda: signed(BODY, at=now(+310)),
    "the old scheme only": lambda: signed(BODY).replace("v1=", "v0="),
    "no time": lambda: "v1=abc",
    "a time that is no number": lambda: "t=abc,v1=abc",
    "a time in other digits": lambda: "t=١٢٣,v1=abc",
    "beyond ASCII": lambda: "t=1,v1=é\u2028",
    "a number beyond numbers": lambda: f"t={'9' * 5000},v1=abc",
    "commas": lambda: ",,,=,=,",
    "two times": lambda: f"t={now(-4_000)}," + signed(BODY),
}


@pytest.mark.parametrize("kind", FORGERIES)
def test_a_forgery_is_turned_away(kind):
    answer = send(BODY, FORGERIES[kind]())

    assert answer.status_code == 400
    assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize("offset", [-290, -1, 0, 60, 290])
def test_clocks_may_differ_by_five_minutes(offset):
    assert send(BODY, signed(BODY, at=now(offset))).status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"[]", b'[{"id": "evt_1"}]', b'"evt_1"', b"17", b"{", b"{}", b"\xff\xfe", b"[" * 100_000,
        event(id=None), event(id=""), event(id=17), event(id=["evt_1"]), event(id="evt_\0"), event(id="e" * 121),
        event(id="evt_\ud800"), event(id="evt 1"), event(type=None), event(type="x" * 81), event(type={"a": 1}),
        event(livemode=True), event(livemode=None), event(livemode="false"), event(livemode=0),
        event(account="acct_1"), event(context="acct_1"), b'{"id": NaN, "type": Infinity}',
    ],
)  # fmt: skip
def test_signed_nonsense_is_turned_away(body):
    header = signed(body) if body != b"\xff\xfe" else "t=1,v1=abc"

    answer = send(body, header)

    assert answer.status_code == 400
    assert not WebhookEvent.objects.exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "customer.created"}, {"api_version": "2099-01-01.future"}, {"data": None}, {"data": []},
        {"data": {"object": None}}, {"data": {"object": "pi_1"}}, {"data": {"object": {"id": 7}}},
        {"data": {"object": {"id": "'; DROP TABLE payments_payment; --"}}}, {"extra": "\0"},
        {"data": {"object": {"id": "pi_1", "amount": "lots", "metadata": {"reference": "\0"}}}},
    ],
)  # fmt: skip
def test_signed_oddities_are_stored_for_later(changes):
    assert send(event(**changes)).status_code == 200
    assert WebhookEvent.objects.count() == 1


@pytest.mark.parametrize("size", [256 * 1024 + 1, 2_000_000, 5_000_000])
def test_a_big_body_is_turned_away(size):
    body = event(padding="x" * size)

    assert send(body).status_code == 413
    assert not WebhookEvent.objects.exists()


def test_a_big_body_that_lies_about_its_length_is_turned_away():
    body = event(padding="x" * 300_000)

    assert send(body, CONTENT_LENGTH="100").status_code == 400
    assert send(body, CONTENT_LENGTH="-1").status_code == 400
    assert send(body, CONTENT_LENGTH="9" * 5_000).status_code == 413
    assert not WebhookEvent.objects.exists()


def test_a_big_body_without_any_length_is_turned_away():
    scope = {"type": "http", "method": "POST", "path": "/payments/webhook", "headers": []}

    answer = receive(ASGIRequest(scope, io.BytesIO(b"x" * (LARGEST + 1))))

    assert answer.status_code == 413


def test_just_under_the_limit_is_taken():
    body = event(padding="x" * (256 * 1024 - 400))

    assert send(body).status_code == 200


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x", ""]
)
def test_a_form_is_turned_away(content_type):
    answer = Client(raise_request_exception=False).post("/payments/webhook", b"id=evt_1", content_type)

    assert answer.status_code == 400


@pytest.mark.parametrize("method", ["get", "put", "patch", "delete", "head", "options", "trace"])
def test_only_post_is_answered(client, method):
    assert getattr(client, method)("/payments/webhook").status_code == 405


def test_it_needs_no_csrf_token_and_sets_no_cookie():
    answer = Client(enforce_csrf_checks=True).post(
        "/payments/webhook", BODY, "application/json", headers={"Stripe-Signature": signed(BODY)}
    )

    assert answer.status_code == 200
    assert not answer.cookies


def test_a_live_key_takes_live_events_only(settings):
    settings.STRIPE_SECRET_KEY = "sk_live_not_a_key"
    adapters._gateway.cache_clear()
    try:
        assert send(event()).status_code == 400
        assert send(event(livemode=True)).status_code == 200
    finally:
        adapters._gateway.cache_clear()


def test_nothing_of_the_event_is_logged(caplog, capsys):
    send(EVENT)
    send(EVENT, "t=1,v1=secret")

    written = caplog.text + "".join(capsys.readouterr())
    assert "kim@example.com" not in written
    assert "v1=" not in written


@pytest.mark.django_db(transaction=True)
def test_a_hundred_at_once_are_one(settings):
    gate = threading.Barrier(25, timeout=30)

    def deliver(_: int) -> bytes:
        gate.wait()
        try:
            return send(EVENT).content
        finally:
            connection.close()

    with ThreadPoolExecutor(25) as pool:
        answers = list(pool.map(deliver, range(100)))

    assert sorted(answers) == [b"known"] * 99 + [b"stored"]
    assert WebhookEvent.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_locked_payment_does_not_keep_stripe_waiting():
    """I14: whatever is locked elsewhere, storing waits for nothing."""
    with connections["default"].cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE payments_payment, payments_refund IN ACCESS EXCLUSIVE MODE")
        try:
            with ThreadPoolExecutor(1) as pool:
                answer = pool.submit(_sent_from_a_thread).result(60)
        finally:
            cursor.execute("ROLLBACK")

    assert answer.status_code == 200


def _sent_from_a_thread():
    try:
        return send(EVENT)
    finally:
        connection.close()
