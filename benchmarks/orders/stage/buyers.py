"""Buyers who have filled their carts and order at one moment; some call it off again at once."""

import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from random import Random
from uuid import uuid4

from benchmarks.client import ADDRESS
from benchmarks.orders.stage.asking import LINE_UP_SECONDS, PROCESSES, Request, api, ask

FILLING = 4
"""Threads of each process while carts are filled."""


@dataclass(frozen=True, slots=True)
class Buyer:
    """`wants` are (SKU, quantity) in the order they go into the cart."""

    wants: tuple[tuple[str, int], ...]
    is_fickle: bool = False


@dataclass(frozen=True, slots=True)
class Bought:
    """What the order was answered with; `status` 0 when there was no answer. `seconds` are those of ordering alone."""

    status: int
    seconds: float
    number: str = ""
    checkout_url: str = ""


def plain_buyers(sku: str, count: int) -> list[Buyer]:
    return [Buyer(((sku, 1),)) for _ in range(count)]


def mixed_buyers(skus: Sequence[str], count: int, *, seed: int) -> list[Buyer]:
    """Two or three of the articles each, one or two pieces of them, in any order; every fourth calls it off."""
    random = Random(seed)
    return [
        Buyer(
            tuple((sku, random.randint(1, 2)) for sku in random.sample(skus, random.randint(2, 3))),
            is_fickle=number % 4 == 0,
        )
        for number in range(count)
    ]


class CartRefused(RuntimeError):
    """An article does not go into the cart."""


def order_request(token: str, key: str, email: str = "kim@example.com") -> Request:
    """What an app sends to order the cart of the token."""
    body = {"email": email, "shipping_address": ADDRESS, "shipping_method": "parcel"}
    return api("POST", "orders", body, token=token, key=key)


def filled_cart(url: str, wants: Sequence[tuple[str, int]]) -> str:
    """The token of a guest's cart with these in it. Raises `CartRefused`."""
    token = ""
    for sku, quantity in wants:
        answer = ask(url, api("POST", "cart/items", {"sku": sku, "quantity": quantity}, token=token))
        if answer.status != 201:
            raise CartRefused(f"{sku}: {answer.status} {answer.body!r}")
        token = answer.headers["x-cart-token"]
    return token


def buy_at_once(url: str, buyers: Sequence[Buyer]) -> list[Bought]:
    """All carts are filled; then all order at one moment, each from a thread of its own."""
    shares = [buyers[number::PROCESSES] for number in range(min(PROCESSES, len(buyers)))]
    with ProcessPoolExecutor(len(shares)) as pool:
        filled = list(pool.map(partial(fill_carts, url), shares))
        start = time.time() + LINE_UP_SECONDS
        return [
            one for bought in pool.map(partial(order_together, url, start), shares, filled) for one in bought
        ]


def buy_the_rest(url: str, sku: str) -> list[Bought]:
    """One buyer after the other takes one piece, until the shop says that there is none."""
    bought: list[Bought] = []
    with suppress(CartRefused):
        while not bought or bought[-1].status == 201:
            bought.append(_order_one(url, 0.0, Buyer(((sku, 1),)), filled_cart(url, ((sku, 1),))))
    return bought


def fill_carts(url: str, buyers: Sequence[Buyer]) -> list[str]:
    """The tokens of their carts, from this process alone."""
    with ThreadPoolExecutor(FILLING) as threads:
        return list(threads.map(partial(filled_cart, url), [buyer.wants for buyer in buyers]))


def order_together(url: str, start: float, buyers: Sequence[Buyer], tokens: Sequence[str]) -> list[Bought]:
    """They order the carts of these tokens at `start` (seconds since 1970), each by a thread of its own."""
    with ThreadPoolExecutor(len(buyers)) as threads:
        return list(threads.map(partial(_order_one, url, start), buyers, tokens))


def _order_one(url: str, start: float, buyer: Buyer, token: str) -> Bought:
    time.sleep(max(0.0, start - time.time()))
    answer = ask(url, order_request(token, uuid4().hex))
    if answer.status != 201:
        return Bought(answer.status, answer.seconds)
    number = answer.json["number"]
    if buyer.is_fickle:
        off = ask(url, api("POST", f"orders/{number}/cancel", {"reason": "Changed my mind."}, token=token))
        return Bought(off.status if off.status != 200 else 201, answer.seconds, number)
    return Bought(201, answer.seconds, number, answer.json["payment"]["checkout_url"])
