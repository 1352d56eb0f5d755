"""The customer paid, and nobody says so: the reply got lost, the browser is gone, no webhook comes.

The sweep of open payments finds it: a minute after the payment was opened, then at a fifth of its age, at most every
quarter of an hour, looked for every half minute. So an order paid soon after it was placed is paid in the shop within
`PERIOD_SECONDS`. The quick proof has the same sweep with a shorter minute.
"""

import time
from collections.abc import Callable, Iterator, Mapping

from benchmarks.client import pay
from benchmarks.orders.stage import pace as short
from benchmarks.orders.stage.audited import audited
from benchmarks.orders.stage.paying import Placed, placed
from benchmarks.orders.stage.sandbox import pressed
from benchmarks.orders.stage.shop import AREA, Shop, shop
from benchmarks.rows import Row

PERIOD_SECONDS = 60 + 30
SHORT_PERIOD_SECONDS = short.FIRST_CHECK + short.SWEEP
WORK_SECONDS = 15
"""For the jobs from the sweep to the paid order."""
LOST = {"webhooks": {"drop": 1_000_000}}
UNPAID = "SELECT number FROM orders_order WHERE number = ANY(%s) AND paid_at IS NULL"

Buy = Callable[[Shop], Placed]


def rows(quick: bool) -> Iterator[Row]:
    period, each, pace = (SHORT_PERIOD_SECONDS, 2, "short") if quick else (PERIOD_SECONDS, 10, "")
    with shop(articles=1, on_hand=10_000) as made, made.web(pace):
        made.sandbox.control(LOST)
        with made.background(pace):
            yield from _healed(made, period, each)
        with made.background(f"{pace},unswept"):
            yield _unswept(made, period)
        with made.background(pace):
            yield audited(made, "lost answers")


def _healed(made: Shop, period: int, each: int) -> Iterator[Row]:
    bought = {name: dict(_bought(made, buy) for _ in range(each)) for name, buy in CASES.items()}
    everything = {number: at for group in bought.values() for number, at in group.items()}
    took = _until_paid(made, everything, within=2 * period + WORK_SECONDS)
    charges = made.sandbox.charges()
    for name, group in bought.items():
        lost = sum(number not in took for number in group)
        yield Row.equal(AREA, f"{name}: of {each} orders paid at Stripe, never paid in the shop", lost, 0)
        slowest = max(took.get(number, 0.0) for number in group)
        yield Row.at_most(AREA, f"{name}: paid in the shop after", slowest, period + WORK_SECONDS, "s")
        most = max(len(charges[number]) for number in group)
        yield Row.equal(AREA, f"{name}: charges of an order, at most", most, 1)


def _bought(made: Shop, buy: Buy) -> tuple[str, float]:
    """The number of an order, and the moment when it was paid."""
    return buy(made).number, time.monotonic()


def _until_paid(made: Shop, bought: Mapping[str, float], *, within: float) -> dict[str, float]:
    """Order number to seconds from paying to being paid in the shop; those that are not in time are missing."""
    took: dict[str, float] = {}
    deadline = max(bought.values()) + within
    while len(took) < len(bought) and time.monotonic() < deadline:
        unpaid = {number for (number,) in made.rows(UNPAID, list(bought))}
        now = time.monotonic()
        took |= {
            number: now - at for number, at in bought.items() if number not in unpaid and number not in took
        }
        time.sleep(0.2)
    return took


def _unswept(made: Shop, period: int) -> Row:
    number, at = _bought(made, _browser_gone)
    paid = len(_until_paid(made, {number: at}, within=2 * period))
    return Row.equal(AREA, "sabotage, no sweep: of 1 order paid at Stripe, paid in the shop", paid, 0)


def _browser_gone(made: Shop) -> Placed:
    """Paid on the hosted page; the redirect back to the shop is never followed."""
    order = placed(made)
    pay(order.checkout_url)
    return order


def _page_reply_lost(made: Shop) -> Placed:
    """The charge succeeded, the connection broke; the customer sends the form again."""
    order = placed(made)
    made.sandbox.control({"calls": [{"method": "POST", "path": "/c/pay/*", "fault": "drop_reply"}]})
    for _ in range(2):
        pressed(order.checkout_url, {"number": "4242424242424242", "exp": "12/40", "cvc": "123"})
    return order


def _app_reply_lost(made: Shop) -> Placed:
    """The same in an app, which confirms its PaymentIntent again."""
    order = placed(made)
    path = f"/v1/payment_intents/{order.intent}/confirm"
    made.sandbox.control({"calls": [{"method": "POST", "path": path, "fault": "drop_reply"}]})
    for _ in range(2):
        fields = {"client_secret": order.client_secret, "payment_method": "pm_card_visa"}
        pressed(made.sandbox.url + path, fields, key="pk_test_app")
    return order


def _own_reply_lost(made: Shop) -> Placed:
    """Stripe's answers to the shop are lost while the ways to pay are opened; one of them is paid."""
    made.sandbox.control(
        {
            "calls": [
                {"method": "POST", "path": "/v1/checkout/sessions", "fault": "drop_reply"},
                {"method": "POST", "path": "/v1/payment_intents", "fault": "drop_reply"},
            ]
        }
    )
    order = placed(made)
    pay(order.checkout_url)
    return order


CASES: dict[str, Buy] = {
    "no webhook comes": _browser_gone,
    "the reply to the customer is lost": _page_reply_lost,
    "the reply to the app is lost": _app_reply_lost,
    "the replies to the shop are lost": _own_reply_lost,
}
