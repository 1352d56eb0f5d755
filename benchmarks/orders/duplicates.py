"""The same thing again: the same checkout fifty times at once, the same webhook a hundred times, webhooks in any order,
too early, three days late, and forged. One order, one charge, one effect."""

from collections.abc import Iterator
from uuid import uuid4

from benchmarks.orders import duplicates_forged, duplicates_webhooks
from benchmarks.orders.stage.asking import Request, ask, at_once
from benchmarks.orders.stage.audited import audited
from benchmarks.orders.stage.buyers import filled_cart, order_request
from benchmarks.orders.stage.paying import HOLD, wait_for
from benchmarks.orders.stage.shop import AREA, Shop, shop
from benchmarks.rows import Row

TIMES = 50
CARD = b"number=4242424242424242&exp=12%2F40&cvc=123"
PLACED = "SELECT count(*) FROM orders_order"


def rows(quick: bool) -> Iterator[Row]:
    with shop(articles=1, on_hand=10_000) as made:
        with made.running():
            yield from _checkouts(made, 1 if quick else 10)
            made.sandbox.control(HOLD)
            yield from duplicates_webhooks.rows_of(made, quick=quick)
            yield from duplicates_forged.rows_of(made)
            if not quick:
                made.sandbox.control(None)  # and now Stripe sends them all once more
            yield audited(made, "duplicates")
        made.sandbox.control(HOLD)
        with made.running("forgetful,repeating,trusting"):
            yield _forgetful(made)
            yield from duplicates_webhooks.sabotaged(made)
            yield from duplicates_forged.sabotaged(made)


def _checkouts(made: Shop, turns: int) -> Iterator[Row]:
    name = f"the same checkout {TIMES} times at once, {turns} times over"
    statuses: set[int] = set()
    answers, orders, charges, others = [], [], [], []
    for _ in range(turns):
        token, key, before = filled_cart(made.url, [("A-0000", 1)]), uuid4().hex, _placed(made)
        found = at_once(made.url, [order_request(token, key)] * TIMES)
        statuses |= {answer.status for answer in found}
        answers.append(len({answer.body for answer in found}))
        orders.append(_placed(made) - before)
        number = found[0].json["number"]
        charges.append(_charged(made, number, found[0].json["payment"]["checkout_url"]))
        others.append(ask(made.url, order_request(token, key, "another@example.com")).status)
    yield Row.equal(AREA, f"{name}: statuses", sorted(statuses), [201])
    yield Row.equal(AREA, f"{name}: different answers, byte by byte, at most", max(answers), 1)
    yield Row.equal(AREA, f"{name}: orders placed, each time", sorted(set(orders)), [1])
    yield Row.equal(AREA, "its payment page sent ten times at once: charges", sorted(set(charges)), [1])
    yield Row.equal(AREA, "the same key with another body", sorted(set(others)), [409])


def _placed(made: Shop) -> int:
    return int(made.rows(PLACED)[0][0])


def _charged(made: Shop, number: str, checkout_url: str) -> int:
    """The impatient customer presses the button ten times."""
    path = checkout_url.removeprefix(made.sandbox.url)
    press = Request("POST", path, CARD, {"Content-Type": "application/x-www-form-urlencoded"})
    at_once(made.sandbox.url, [press] * 10)
    if wait_for(made, "confirmed", [number], within=30):
        raise RuntimeError(f"{number} was paid and is not confirmed")
    return len(made.sandbox.charges()[number])


def _forgetful(made: Shop) -> Row:
    """Nobody looks for an earlier order, reads are not locked, and the database does not insist either."""
    made.rows("ALTER TABLE orders_order DROP CONSTRAINT order_placed_once_per_key")
    token, key, before = filled_cart(made.url, [("A-0000", 1)]), uuid4().hex, _placed(made)
    at_once(made.url, [order_request(token, key)] * TIMES)
    orders = _placed(made) - before
    return Row(AREA, "sabotage, keys are forgotten: orders of one checkout", orders, "≥ 2", "", orders >= 2)
