"""Webhooks that are not Stripe's, or not about what they seem to be about: nothing of them is accepted, nothing moves."""

import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.orders.duplicates_webhooks import delivery, event_of
from benchmarks.orders.stage.asking import Request, ask
from benchmarks.orders.stage.paying import Placed, effects, paid_in_secret, placed, wait_for
from benchmarks.orders.stage.shop import AREA, Shop
from benchmarks.rows import Row

SETTLE_SECONDS = 3.0
"""What a worker would need to act upon an accepted one, and more."""


def rows_of(made: Shop) -> Iterator[Row]:
    """An order is paid at Stripe and the shop does not know: whatever is believed would move it."""
    order, intent = paid_in_secret(made)
    event = event_of(made, intent)
    forgeries = list(forged(made, event))
    statuses = {name: ask(made.url, request).status for name, request in forgeries}
    accepted = sorted(name for name, status in statuses.items() if status < 400)
    yield Row.equal(AREA, f"webhooks forged in {len(forgeries)} ways: accepted", accepted, [])
    yield Row.equal(AREA, f"webhooks forged in {len(forgeries)} ways: 5xx or no answer",
                    sorted(name for name, status in statuses.items() if not 400 <= status < 500), [])  # fmt: skip
    about = {name: _about_another(made, change) for name, change in OTHERS.items()}
    time.sleep(SETTLE_SECONDS)
    moved = [name for name, other in about.items() if effects(made, other.number).status != "pending"]
    moved += ["forged"] * (effects(made, order.number).status != "pending")
    name = f"after these, and signed ones of {len(OTHERS)} charges that do not fit: orders moved"
    yield Row.equal(AREA, name, moved, [])
    ask(made.url, delivery(made, event))
    waiting = wait_for(made, "confirmed", [order.number], within=60)
    yield Row.equal(AREA, "the true webhook after them: effects, lost",
                    [effects(made, order.number).most, len(waiting)], [1, 0])  # fmt: skip


def sabotaged(made: Shop) -> Iterator[Row]:
    """The signature is not looked at."""
    _, intent = paid_in_secret(made)
    accepted = sum(
        ask(made.url, request).status == 200 for _, request in forged(made, event_of(made, intent))
    )
    name = "sabotage, signatures are not checked: forged webhooks accepted"
    yield Row(AREA, name, accepted, "≥ 1", "", accepted >= 1)


def forged(made: Shop, event: dict[str, Any]) -> Iterator[tuple[str, Request]]:
    """A true event, forged in every way of the list."""
    body, now = json.dumps(event).encode(), int(time.time())
    sign = made.sandbox.signed
    yield "not signed", _post(body, None)
    yield "an empty signature", _post(body, "")
    yield "another secret", _post(body, sign(body, secret="whsec_of_somebody_else"))
    yield "changed after signing", _post(body.replace(b'"succeeded"', b'"canceled"'), sign(body))
    yield "signed ten minutes ago", _post(body, sign(body, at=now - 600))
    yield "signed in ten minutes", _post(body, sign(body, at=now + 600))
    yield "only the old scheme", _post(body, sign(body).replace("v1=", "v0="))
    yield "no time", _post(body, sign(body).partition(",")[2])
    yield "two megabytes", _signed(made, {**event, "padding": "x" * 2_000_000})
    yield "GET", Request("GET", "/payments/webhook", b"", {"Stripe-Signature": sign(body)})
    yield "an array", _signed(made, [event])
    yield "of the other mode", _signed(made, {**event, "livemode": True})
    yield "of another account", _signed(made, {**event, "account": "acct_of_somebody_else"})


def _post(body: bytes, signature: str | None) -> Request:
    headers = {"Content-Type": "application/json"}
    return Request(
        "POST", "/payments/webhook", body,
        headers if signature is None else headers | {"Stripe-Signature": signature},
    )  # fmt: skip


def _signed(made: Shop, event: Any) -> Request:
    body = json.dumps(event).encode()
    return _post(body, made.sandbox.signed(body))


Change = Callable[[Placed], dict[str, Any]]
OTHERS: dict[str, Change] = {
    "another amount": lambda order: {"amount": order.total - 100},
    "another currency": lambda order: {"currency": "usd"},
    "another order's": lambda order: {"metadata[reference]": "ES-NOBODY"},
}
"""A charge that carries the marks of an order, but for this."""


def _about_another(made: Shop, change: Change) -> Placed:
    """An order that such a charge was made for, and Stripe's signed word of it."""
    order = placed(made)
    payment = str(made.rows("SELECT id FROM payments_payment WHERE reference = %s", order.number)[0][0])
    charge = {
        "amount": order.total, "currency": "eur", "metadata[reference]": order.number, "metadata[payment]": payment,
        "confirm": "true", "payment_method": "pm_card_visa", "return_url": made.url,
    } | change(order)  # fmt: skip
    intent = made.sandbox.api("POST", "payment_intents", **charge)
    ask(made.url, delivery(made, event_of(made, intent["id"])))
    return order
