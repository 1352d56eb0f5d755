"""Buyers of the proofs about killed processes and servers: a cart, an order, a payment, over HTTP."""

import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import URLError
from uuid import uuid4

from benchmarks.client import ADDRESS, Guest, Refused, pay

SKUS = tuple(f"PROOF-{number}" for number in range(4))
AGAIN_SECONDS = 0.2
PATIENCE_SECONDS = 120.0

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Bought:
    """`token` is the cart's, which may read the order; `again` sends the same request once more."""

    number: str
    token: str
    key: str
    checkout_url: str


@dataclass
class Buyer:
    """Buys one thing, and asks again with the same key whenever the shop did not answer or could not."""

    url: str
    sku: str
    key: str = field(default_factory=lambda: uuid4().hex)
    guest: Guest = field(init=False)
    failures: list[int] = field(default_factory=list)
    """Statuses of answers that were no use, 0 for none."""

    def __post_init__(self) -> None:
        self.guest = Guest(self.url)

    def buy(self) -> Bought:
        """Order it, unpaid. Raises `TimeoutError`, and `Refused` for what no repetition would change."""
        self._until_answered(self._fill_cart)
        order = self.order()
        return Bought(order["number"], self.guest.token, self.key, order["payment"]["checkout_url"])

    def order(self) -> Any:
        """The order of this key: placed now, or before."""
        body = {"email": "kim@example.com", "shipping_address": ADDRESS, "shipping_method": "flat"}
        return self._until_answered(lambda: self.guest.call("POST", "orders", body, Idempotency_Key=self.key))

    def pay(self, bought: Bought) -> None:
        """At the hosted page, with a good card."""
        status = self._until_answered(lambda: pay(bought.checkout_url))
        if status != 303:
            raise RuntimeError(f"the hosted page answered {status}")

    def _fill_cart(self) -> None:
        """A new cart each time: whether the last one has the article is not known."""
        self.guest = Guest(self.url)
        self.guest.call("POST", "cart/items", {"sku": self.sku, "quantity": 1})

    def _until_answered(self, ask: Callable[[], T]) -> T:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            try:
                return ask()
            except Refused as refused:
                if refused.status < 500:
                    raise
                self.failures.append(refused.status)
            except (OSError, HTTPException, ValueError):
                self.failures.append(0)
            time.sleep(AGAIN_SECONDS)
        raise TimeoutError(f"no useful answer within {PATIENCE_SECONDS} s")


def answers(url: str) -> bool:
    """Whether the shop's process at this URL is up."""
    with suppress(URLError, OSError, Refused, HTTPException):
        Guest(url).call("GET", "cart")
        return True
    return False
