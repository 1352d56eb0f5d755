"""Faults on demand: what the shop must survive."""

from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import GOOD, Running, ask, order, submit, succeeded

PAY: Any = {"amount": 1_000, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
KEYED: Any = {"idempotency_key": "order-1"}


def test_a_lost_reply_and_a_retry_charge_once(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults({"path": "/v1/payment_intents", "method": "POST", "fault": "drop_reply"})

    paid = sandbox.client(retries=2).v1.payment_intents.create(PAY, KEYED)

    assert paid.status == "succeeded"
    assert [charge.payment_intent for charge in succeeded(client)] == [paid.id]
    assert sandbox.control("GET", "faults")["calls"][0]["times"] == 0


def test_a_lost_reply_is_a_connection_error_after_the_effect(
    sandbox: Running, client: stripe.StripeClient
) -> None:
    sandbox.faults({"path": "/v1/payment_intents", "method": "POST", "fault": "drop_reply"})

    with pytest.raises(stripe.APIConnectionError):
        client.v1.payment_intents.create(PAY, KEYED)

    assert len(succeeded(client)) == 1


def test_an_error_before_the_effect_has_none_and_is_replayed(
    sandbox: Running, client: stripe.StripeClient
) -> None:
    sandbox.faults({"path": "/v1/payment_intents", "method": "POST", "fault": "error_before"})

    for _ in range(2):
        with pytest.raises(stripe.APIError) as failed:
            client.v1.payment_intents.create(PAY, KEYED)
        assert failed.value.http_status == 500

    assert succeeded(client) == []


def test_an_error_after_the_effect_is_replayed_too(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults({"path": "/v1/payment_intents", "method": "POST", "fault": "error_after"})

    for _ in range(2):
        with pytest.raises(stripe.APIError):
            client.v1.payment_intents.create(PAY, KEYED)

    assert len(succeeded(client)) == 1


def test_a_gateways_error_heals_with_a_retry(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults(
        {"path": "/v1/payment_intents", "fault": "error_before", "status": 503, "remembered": False}
    )

    paid = sandbox.client(retries=1).v1.payment_intents.create(PAY, KEYED)

    assert paid.status == "succeeded"
    assert len(succeeded(client)) == 1


def test_a_gateways_error_after_the_effect_heals_with_the_same_key(
    sandbox: Running, client: stripe.StripeClient
) -> None:
    sandbox.faults(
        {"path": "/v1/payment_intents", "fault": "error_after", "status": 502, "remembered": False}
    )

    paid = sandbox.client(retries=1).v1.payment_intents.create(PAY, KEYED)

    assert [charge.payment_intent for charge in succeeded(client)] == [paid.id]


def test_too_many_requests(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults({"path": "/v1/*", "fault": "rate_limit", "times": 2})

    for _ in range(2):
        with pytest.raises(stripe.RateLimitError):
            client.v1.payment_intents.create(PAY, KEYED)

    assert client.v1.payment_intents.create(PAY, KEYED).status == "succeeded"


def test_only_what_matches_fails(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults(
        {"path": "/v1/payment_intents/*/confirm", "fault": "error_before"},
        {"path": "/v1/payment_intents", "method": "GET", "fault": "error_before"},
    )

    intent = client.v1.payment_intents.create({"amount": 1_000, "currency": "eur"})

    with pytest.raises(stripe.APIError):
        client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})


def test_the_hosted_page_can_lose_its_reply(sandbox: Running, client: stripe.StripeClient) -> None:
    session = client.v1.checkout.sessions.create(order())
    sandbox.faults({"path": "/c/pay/*", "method": "POST", "fault": "drop_reply"})

    with pytest.raises(ConnectionError):
        submit(str(session.url), **GOOD)

    assert client.v1.checkout.sessions.retrieve(session.id).payment_status == "paid"


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"{",
        b'{"calls": {}}',
        b'{"calls": [{}]}',
        b'{"calls": [{"path": "/v1/*", "fault": "explode"}]}',
        b'{"calls": [{"path": "/v1/*", "status": 200}]}',
        b'{"calls": [{"path": "/v1/*", "delay": -1}]}',
        b'{"calls": [{"path": "/v1/*", "delay": 1e9}]}',
        b'{"calls": [{"path": "/v1/*", "times": true}]}',
        b'{"webhooks": {"hold": 1}}',
        b'{"weather": {}}',
        b"[" * 100_000,
    ],
)
def test_a_fault_it_does_not_know_is_refused(sandbox: Running, body: bytes) -> None:
    answer = ask(f"{sandbox.url}/_sandbox/faults", "POST", body, {"Content-Type": "application/json"})

    assert answer.status == 400
    assert answer.json["error"]["message"]
    assert sandbox.control("GET", "faults")["calls"] == []


def test_a_page_of_another_site_cannot_set_faults(sandbox: Running) -> None:
    body = b'{"calls": [{"path": "/v1/*", "fault": "rate_limit"}]}'

    answer = ask(f"{sandbox.url}/_sandbox/faults", "POST", body, {"Content-Type": "text/plain"})

    assert answer.status == 415
    assert sandbox.control("GET", "faults")["calls"] == []
