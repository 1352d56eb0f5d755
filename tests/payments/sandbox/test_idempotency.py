"""One key, one effect, one answer."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import SECRET_KEY, Running, ask, order, running, succeeded, until

PAY: Any = {"amount": 1_000, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
OTHER: Any = {**PAY, "amount": 2_000}
TOO_SMALL: Any = {**PAY, "amount": 1}
KEYED: Any = {"idempotency_key": "order-1"}


def post(sandbox: Running, path: str, body: str, key: str) -> Any:
    headers = {
        "Authorization": f"Bearer {SECRET_KEY}",
        "Content-Type": "application/x-www-form-urlencoded",
        "Idempotency-Key": key,
    }
    return ask(sandbox.url + path, "POST", body.encode(), headers)


def test_a_repeated_call_is_answered_byte_by_byte(sandbox: Running, client: stripe.StripeClient) -> None:
    first = post(sandbox, "/v1/payment_intents", "amount=1000&currency=eur", "k")
    second = post(sandbox, "/v1/payment_intents", "currency=eur&amount=1000", "k")

    assert (first.status, second.status) == (200, 200)
    assert first.text == second.text
    assert "Idempotent-Replayed" not in first.headers
    assert second.headers["Idempotent-Replayed"] == "true"
    assert second.headers["Original-Request"] == first.headers["Request-Id"]
    assert first.headers["Request-Id"] != second.headers["Request-Id"]
    assert len(client.v1.payment_intents.list().data) == 1


def test_other_parameters_are_refused(client: stripe.StripeClient) -> None:
    client.v1.payment_intents.create(PAY, KEYED)

    with pytest.raises(stripe.IdempotencyError, match="same parameters") as refused:
        client.v1.payment_intents.create(OTHER, KEYED)

    assert refused.value.http_status == 400
    assert [charge.amount for charge in succeeded(client)] == [1_000]


def test_another_endpoint_is_refused(client: stripe.StripeClient) -> None:
    client.v1.payment_intents.create(PAY, KEYED)

    with pytest.raises(stripe.IdempotencyError, match="same endpoint"):
        client.v1.checkout.sessions.create(order(), KEYED)

    assert client.v1.checkout.sessions.list().data == []


def test_the_same_key_in_flight_is_a_conflict(sandbox: Running, client: stripe.StripeClient) -> None:
    sandbox.faults({"path": "/v1/payment_intents", "method": "POST", "hold": True})
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(client.v1.payment_intents.create, PAY, KEYED)
        until(lambda: sandbox.control("GET", "faults")["calls"][0]["waiting"] == 1)

        with pytest.raises(stripe.APIError) as conflict:
            sandbox.client().v1.payment_intents.create(PAY, KEYED)

        sandbox.control("DELETE", "faults")
        made = first.result()

    assert conflict.value.http_status == 409
    assert isinstance(conflict.value.json_body, dict)
    assert conflict.value.json_body["error"]["code"] == "idempotency_key_in_use"
    assert [charge.payment_intent for charge in succeeded(client)] == [made.id]


def test_twenty_at_once_create_one(sandbox: Running, client: stripe.StripeClient) -> None:
    def create(_: int) -> str:
        while True:
            try:
                return client.v1.payment_intents.create(PAY, KEYED).id
            except stripe.APIError as error:
                if error.http_status != 409:
                    raise

    with ThreadPoolExecutor(20) as pool:
        ids = set(pool.map(create, range(20)))

    assert len(ids) == 1
    assert len(succeeded(client)) == 1
    assert len(client.v1.payment_intents.list({"limit": 100}).data) == 1


def test_a_decline_is_replayed(client: stripe.StripeClient) -> None:
    intent = client.v1.payment_intents.create({"amount": 1_000, "currency": "eur"})
    params: Any = {"payment_method": "pm_card_chargeDeclined"}

    for _ in range(2):
        with pytest.raises(stripe.CardError):
            client.v1.payment_intents.confirm(intent.id, params, KEYED)

    assert len(client.v1.charges.list({"payment_intent": intent.id}).data) == 1


def test_a_failed_validation_is_forgotten(client: stripe.StripeClient) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        client.v1.payment_intents.create(TOO_SMALL, KEYED)

    assert client.v1.payment_intents.create(PAY, KEYED).status == "succeeded"


def test_what_the_state_refused_is_replayed(client: stripe.StripeClient) -> None:
    intent = client.v1.payment_intents.create({"amount": 1_000, "currency": "eur"})
    params: Any = {"payment_intent": intent.id}
    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        client.v1.refunds.create(params, KEYED)
    client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})

    with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
        client.v1.refunds.create(params, KEYED)

    assert client.v1.refunds.list().data == []


def test_a_key_is_forgotten_after_a_day(tmp_path: Path) -> None:
    now = [1_900_000_000.0]
    with running(tmp_path / "state", clock=lambda: now[0]) as sandbox:
        client = sandbox.client()
        first = client.v1.payment_intents.create(PAY, KEYED)
        now[0] += 86_400
        same = client.v1.payment_intents.create(PAY, KEYED)
        now[0] += 1
        other = client.v1.payment_intents.create(PAY, KEYED)

    assert same.id == first.id
    assert other.id != first.id


@pytest.mark.parametrize("key", ["", "x" * 256])
def test_a_key_that_is_none_is_refused(sandbox: Running, client: stripe.StripeClient, key: str) -> None:
    refused = post(sandbox, "/v1/payment_intents", "amount=1000&currency=eur", key)

    assert refused.status == 400
    assert refused.json["error"]["type"] == "invalid_request_error"
    assert client.v1.payment_intents.list().data == []
