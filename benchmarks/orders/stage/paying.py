"""Orders that are placed, and paid at Stripe, while Stripe's news of it is held back or lost."""

import time
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from benchmarks.client import pay
from benchmarks.orders.stage.asking import ask
from benchmarks.orders.stage.buyers import filled_cart, order_request
from benchmarks.orders.stage.shop import Shop

HOLD = {"webhooks": {"hold": True}}


@dataclass(frozen=True, slots=True)
class Placed:
    """`total` in minor units; `client_secret` is what an app pays with."""

    number: str
    total: int
    token: str
    checkout_url: str
    client_secret: str

    @property
    def intent(self) -> str:
        """The id of the PaymentIntent an app pays; the hosted page's is another one."""
        return self.client_secret.partition("_secret_")[0]


def placed(on: Shop, sku: str = "A-0000") -> Placed:
    """One piece, ordered by a guest. Raises `RuntimeError` when that is refused."""
    token = filled_cart(on.url, [(sku, 1)])
    answer = ask(on.url, order_request(token, uuid4().hex))
    if answer.status != 201:
        raise RuntimeError(f"the order was answered {answer.status}: {answer.body!r}")
    order = answer.json
    return Placed(order["number"], order["total"], token, **order["payment"])


def paid_in_secret(on: Shop, sku: str = "A-0000") -> tuple[Placed, str]:
    """An order and the PaymentIntent it was paid with; nobody told the shop, and it does not ask for a day."""
    order = placed(on, sku)
    on.rows(
        "UPDATE payments_payment SET next_check_at = now() + interval '1 day' WHERE reference = %s",
        order.number,
    )
    if pay(order.checkout_url) != 303:
        raise RuntimeError(f"{order.number} could not be paid")
    return order, on.sandbox.charges()[order.number][0]


def wait_for(on: Shop, status: str, numbers: list[str], *, within: float) -> list[str]:
    """Those that do not have the status when the time is over."""
    sql = "SELECT number FROM orders_order WHERE number = ANY(%s) AND status <> %s"
    deadline = time.monotonic() + within
    while (waiting := on.rows(sql, numbers, status)) and time.monotonic() < deadline:
        time.sleep(0.1)
    return [number for (number,) in waiting]


EFFECTS = """
SELECT orders.status,
    (SELECT count(*) FROM events_outboxmessage
     WHERE name = 'payments.PaymentSucceeded' AND aggregate = 'payment:' || orders.number),
    (SELECT count(*) FROM orders_orderevent WHERE order_id = orders.id AND kind = 'paid'),
    (SELECT -sum(on_hand_change) FROM catalog_stockmovement
     WHERE reference = orders.number AND kind IN ('take', 'return')),
    (SELECT count(*) FROM orders_ordermail WHERE order_id = orders.id AND kind = 'confirmation'),
    (SELECT count(*) FROM orders_ordermail WHERE order_id = orders.id AND kind = 'refunded'),
    orders.refunded, payment.state, payment.captured, payment.refunded
FROM orders_order orders JOIN payments_payment payment ON payment.reference = orders.number
WHERE orders.number = %s
"""


@dataclass(frozen=True, slots=True)
class Effects:
    """What became of an order of one piece. `settled`, `paid` and `confirmations` count what must happen once."""

    status: str
    settled: int
    paid: int
    taken: int | None
    confirmations: int
    refund_mails: int
    refunded: int
    payment: str
    captured: int
    given_back: int

    @property
    def most(self) -> int:
        return max(self.settled, self.paid, self.taken or 0, self.confirmations)


def effects(on: Shop, number: str) -> Effects:
    row: Any = on.rows(EFFECTS, number)[0]
    return Effects(*row)
