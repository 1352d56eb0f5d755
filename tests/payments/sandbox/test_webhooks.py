"""Webhooks: signed, in order, until the shop says 2xx; and everything that can go wrong on the way."""

import hashlib
import hmac
import itertools
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import WEBHOOK_SECRET, Running, Shop, ask, running, until

PAY: Any = {"amount": 1_000, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}
TYPES = ["payment_intent.created", "charge.succeeded", "payment_intent.succeeded"]


def ids(shop: Shop) -> list[str]:
    return [heard.event["id"] for heard in shop.heard]


def test_the_signature_covers_time_and_body(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    client.v1.payment_intents.create(PAY)
    until(sandbox.settled)

    for heard in shop.heard:
        at, digest = (part.split("=")[1] for part in heard.signature.split(","))
        signed = at.encode() + b"." + heard.body
        assert hmac.new(WEBHOOK_SECRET.encode(), signed, hashlib.sha256).hexdigest() == digest
        stripe.Webhook.construct_event(heard.body, heard.signature, WEBHOOK_SECRET)
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(heard.body + b" ", heard.signature, WEBHOOK_SECRET)


def test_an_event_tells_who_caused_it(client: stripe.StripeClient, sandbox: Running, shop: Shop) -> None:
    intent = client.v1.payment_intents.create(PAY, {"idempotency_key": "order-1"})
    until(sandbox.settled)

    event = shop.heard[0].event
    assert event["request"]["idempotency_key"] == "order-1"
    assert intent.last_response is not None
    assert event["request"]["id"] == intent.last_response.request_id
    assert event["livemode"] is False
    assert event["data"]["object"]["status"] == "requires_confirmation"
    assert not [name for name in event["data"]["object"] if name.startswith("_")]


def test_what_the_shop_refused_is_sent_again(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    shop.answers = [500, 302, 404]

    client.v1.payment_intents.create(PAY)
    until(sandbox.settled)

    assert len(shop.heard) == 6
    assert len(set(ids(shop))) == 3
    tried = [row["attempts"] for row in sandbox.control("GET", "deliveries")["data"]]
    assert sum(tried) == 6


def test_a_failure_does_not_hold_up_the_others(tmp_path: Path, shop: Shop) -> None:
    shop.answers = [500]
    with running(tmp_path / "state", shop) as sandbox:
        sandbox.webhook(retries=(3_600.0,))

        sandbox.client().v1.payment_intents.create(PAY)

        until(shop.has(*TYPES))
        until(lambda: len([row for row in deliveries(sandbox) if row["state"] == "delivered"]) == 2)
        rows = deliveries(sandbox)
        assert [(row["type"], row["last_status"]) for row in rows if row["state"] == "pending"] == [
            ("payment_intent.created", 500)
        ]


def deliveries(sandbox: Running) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = sandbox.control("GET", "deliveries")["data"]
    return rows


def test_a_shop_that_is_down_gets_them_later(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    sandbox.webhook(url="http://127.0.0.1:9/payments/webhook")
    client.v1.payment_intents.create(PAY)
    until(lambda: all(row["attempts"] > 0 for row in deliveries(sandbox)))
    assert shop.heard == []

    sandbox.webhook(url=shop.url)
    until(sandbox.settled)

    assert set(shop.types()) == set(TYPES)


def test_held_events_wait_and_then_come_in_order(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    sandbox.faults(hold=True)
    client.v1.payment_intents.create(PAY)
    assert [row["attempts"] for row in deliveries(sandbox)] == [0, 0, 0]

    sandbox.faults(hold=False)
    until(sandbox.settled)

    assert shop.types() == TYPES


def test_in_reverse(client: stripe.StripeClient, sandbox: Running, shop: Shop) -> None:
    sandbox.faults(hold=True, reverse=True)
    client.v1.payment_intents.create(PAY)

    sandbox.faults(hold=False)
    until(sandbox.settled)

    assert shop.types() == TYPES[::-1]


def test_each_one_three_times(client: stripe.StripeClient, sandbox: Running, shop: Shop) -> None:
    sandbox.faults(duplicate=2)

    client.v1.payment_intents.create(PAY)
    until(sandbox.settled)

    assert shop.types() == [one for one in TYPES for _ in range(3)]
    assert len(set(ids(shop))) == 3


def test_dropped_events_never_come_unless_resent(
    client: stripe.StripeClient, sandbox: Running, shop: Shop
) -> None:
    sandbox.faults(drop=2)
    client.v1.payment_intents.create(PAY)
    until(sandbox.settled)
    assert shop.types() == TYPES[2:]

    lost = client.v1.events.list({"delivery_success": False}).data
    sent = sandbox.control("POST", f"events/{lost[-1].id}/resend")

    assert [event.type for event in lost] == TYPES[1::-1]
    assert sent == {"status": 200, "problem": None}
    assert shop.types() == [TYPES[2], TYPES[0]]


@pytest.mark.parametrize("permutation", list(itertools.permutations(TYPES)))
def test_a_test_may_choose_any_order(
    client: stripe.StripeClient, sandbox: Running, shop: Shop, permutation: tuple[str, ...]
) -> None:
    sandbox.faults(hold=True)
    client.v1.payment_intents.create(PAY)
    by_type: dict[str, str] = {event.type: event.id for event in client.v1.events.list().data}

    for wanted in permutation:
        sandbox.control("POST", f"events/{by_type[wanted]}/resend")
    sandbox.faults(hold=False)
    until(sandbox.settled)

    assert shop.types() == list(permutation)


def test_only_the_wanted_types_are_sent(client: stripe.StripeClient, sandbox: Running, shop: Shop) -> None:
    sandbox.webhook(events=("payment_intent.succeeded", "refund.*"))

    paid = client.v1.payment_intents.create(PAY)
    client.v1.refunds.create({"payment_intent": paid.id})
    until(sandbox.settled)

    assert shop.types() == ["payment_intent.succeeded", "refund.created"]


def test_events_are_found_by_type(client: stripe.StripeClient, sandbox: Running) -> None:
    client.v1.payment_intents.create(PAY)
    until(sandbox.settled)

    one = client.v1.events.list({"type": "charge.*"}).data
    two = client.v1.events.list({"types": ["payment_intent.created", "payment_intent.succeeded"]}).data
    found = client.v1.events.retrieve(one[0].id)

    assert [event.type for event in one] == ["charge.succeeded"]
    assert [event.type for event in two] == ["payment_intent.succeeded", "payment_intent.created"]
    assert (found.type, found.pending_webhooks) == ("charge.succeeded", 0)
    assert client.v1.events.list({"delivery_success": False}).data == []


def test_resending_what_never_was(sandbox: Running) -> None:
    answer = ask(f"{sandbox.url}/_sandbox/events/evt_nobody/resend", "POST")

    assert answer.status == 404
