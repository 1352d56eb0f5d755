"""One webhook a hundred times at once, four in every order, one before its payment can be seen, one after three days."""

import json
import time
from collections.abc import Iterator
from itertools import permutations
from typing import Any

from benchmarks.orders.stage.asking import Request, ask, at_once
from benchmarks.orders.stage.paying import Placed, effects, paid_in_secret, wait_for
from benchmarks.orders.stage.shop import AREA, Shop
from benchmarks.rows import Row

TIMES = 100
FOUR = ("payment_intent.created", "payment_intent.succeeded", "checkout.session.completed", "charge.refunded")
THREE_DAYS = 72 * 3600
PATIENCE_SECONDS = 60.0
PROCESSED = "SELECT count(*) FROM payments_webhookevent WHERE id = ANY(%s) AND processed_at IS NOT NULL"


def rows_of(made: Shop, *, quick: bool) -> Iterator[Row]:
    for turn in range(1 if quick else 5):
        yield from _hundred(made, turn)
    yield from _any_order(made)
    yield from _early(made)
    yield from _late(made)


def sabotaged(made: Shop) -> Iterator[Row]:
    """Without the claim, and without the state that a settled payment is in, a repeat is a repetition."""
    order, intent = paid_in_secret(made)
    at_once(made.url, [delivery(made, event_of(made, intent))] * TIMES)
    wait_for(made, "confirmed", [order.number], within=PATIENCE_SECONDS)
    most = effects(made, order.number).most
    yield Row(
        AREA, f"sabotage, no claim: effects of one webhook sent {TIMES} times", most, "≥ 2", "", most >= 2
    )
    made.sandbox.control(None)


def event_of(made: Shop, intent: str, kind: str = "payment_intent.succeeded") -> dict[str, Any]:
    """The event of this type about a PaymentIntent."""
    return next(event for event in made.sandbox.events(intent) if event["type"] == kind)


def delivery(made: Shop, event: dict[str, Any]) -> Request:
    """It, as Stripe sends it, signed now."""
    body = json.dumps(event).encode()
    headers = {"Content-Type": "application/json", "Stripe-Signature": made.sandbox.signed(body)}
    return Request("POST", "/payments/webhook", body, headers)


def _hundred(made: Shop, turn: int) -> Iterator[Row]:
    order, intent = paid_in_secret(made)
    event = event_of(made, intent)
    answers = at_once(made.url, [delivery(made, event)] * TIMES)
    waiting = wait_for(made, "confirmed", [order.number], within=PATIENCE_SECONDS)
    name = f"webhook {turn + 1} sent {TIMES} times at once"
    yield Row.equal(AREA, f"{name}: statuses", sorted({answer.status for answer in answers}), [200])
    stored = made.rows("SELECT count(*), sum(attempts) FROM payments_webhookevent WHERE id = %s", event["id"])
    yield Row.equal(AREA, f"{name}: stored and processed", list(map(int, stored[0])), [1, 1], "times")
    most = effects(made, order.number).most
    yield Row.equal(AREA, f"{name}: effects", [most, waiting], [1, []])


def _any_order(made: Shop) -> Iterator[Row]:
    """Each order was paid and, in Stripe's dashboard, refunded, before the shop hears the first word of it."""
    orders: list[tuple[Placed, list[dict[str, Any]]]] = []
    for sequence in permutations(FOUR):
        order, intent = paid_in_secret(made)
        made.sandbox.api("POST", "refunds", payment_intent=intent)
        session = order.checkout_url.rpartition("/")[2]
        about = {kind: session if kind.startswith("checkout") else intent for kind in FOUR}
        orders.append((order, [event_of(made, about[kind], kind) for kind in sequence]))
    for step in range(len(FOUR)):
        _deliver(made, [events[step] for _, events in orders])
    numbers = [order.number for order, _ in orders]
    wait_for(made, "refunded", numbers, within=PATIENCE_SECONDS)
    wait_for_mails(made, numbers)
    ends = {effects(made, number) for number in numbers}
    name = f"{len(FOUR)} webhooks in each of {len(orders)} orders"
    yield Row.equal(AREA, f"{name}: different ends", len(ends), 1)
    end = next(iter(ends))
    total = orders[0][0].total
    found = [end.status, end.most, end.refund_mails, end.captured, end.given_back]
    yield Row.equal(AREA, f"{name}: the end", found, ["refunded", 1, 1, total, total])


def _deliver(made: Shop, events: list[dict[str, Any]]) -> None:
    """Send them, and wait until each was made something of."""
    for event in events:
        ask(made.url, delivery(made, event))
    deadline = time.monotonic() + PATIENCE_SECONDS
    ids = [event["id"] for event in events]
    while made.rows(PROCESSED, ids)[0][0] < len(ids) and time.monotonic() < deadline:
        time.sleep(0.1)


def wait_for_mails(made: Shop, numbers: list[str]) -> None:
    """Until the last thing that happens to them has happened, or the time is over."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while any(not effects(made, number).refund_mails for number in numbers) and time.monotonic() < deadline:
        time.sleep(0.2)


def _early(made: Shop) -> Iterator[Row]:
    """The payment's rows are taken away, so that nobody can see them, and put back after the webhook was looked at."""
    order, intent = paid_in_secret(made)
    made.rows(
        "CREATE TABLE early_payment AS SELECT * FROM payments_payment WHERE reference = %s", order.number
    )
    made.rows(
        "CREATE TABLE early_instrument AS SELECT * FROM payments_paymentinstrument"
        " WHERE payment_id IN (SELECT id FROM early_payment)"
    )
    made.rows("DELETE FROM payments_paymentinstrument WHERE id IN (SELECT id FROM early_instrument)")
    made.rows("DELETE FROM payments_payment WHERE id IN (SELECT id FROM early_payment)")
    event = event_of(made, intent)
    status = ask(made.url, delivery(made, event)).status
    looked = "SELECT attempts, outcome FROM payments_webhookevent WHERE id = %s AND outcome <> ''"
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (seen := made.rows(looked, event["id"])) and time.monotonic() < deadline:
        time.sleep(0.05)
    made.rows("INSERT INTO payments_payment SELECT * FROM early_payment")
    made.rows("INSERT INTO payments_paymentinstrument SELECT * FROM early_instrument")
    made.rows("DROP TABLE early_instrument, early_payment")
    waiting = wait_for(made, "confirmed", [order.number], within=PATIENCE_SECONDS)
    name = "webhook before its payment can be seen"
    yield Row.equal(AREA, f"{name}: answer, first outcome", [status, seen[0][1] if seen else ""],
                    [200, "no such payment yet"])  # fmt: skip
    yield Row.equal(AREA, f"{name}: effects, lost", [effects(made, order.number).most, len(waiting)], [1, 0])


def _late(made: Shop) -> Iterator[Row]:
    """Of three days ago; Stripe signs what it sends again when it sends it."""
    order, intent = paid_in_secret(made)
    three_days = "interval '72 hours'"
    made.rows(f"UPDATE orders_order SET placed_at = placed_at - {three_days} WHERE number = %s", order.number)
    made.rows(
        f"UPDATE payments_payment SET created_at = created_at - {three_days} WHERE reference = %s",
        order.number,
    )
    event = event_of(made, intent)
    event["created"] -= THREE_DAYS
    status = ask(made.url, delivery(made, event)).status
    waiting = wait_for(made, "confirmed", [order.number], within=PATIENCE_SECONDS)
    found = [status, effects(made, order.number).most, len(waiting)]
    yield Row.equal(AREA, "webhook 72 hours late: answer, effects, lost", found, [200, 1, 0])
