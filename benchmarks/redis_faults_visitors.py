"""Visitors who browse, fill carts and order for a while, each in a process of its own, and what they were answered.

They ask two servers the same things in turn: one whose Redis is meddled with, and beside it one that has no Redis to
ask and builds every page. What the first takes longer than the second is the meddling, whatever the machine is doing.
"""

import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from itertools import cycle
from typing import Any

from benchmarks.client import Guest, Refused, pay

VISITORS = 3
PRODUCTS = 18
PAUSE_SECONDS = 0.02
"""Between two requests of a visitor: what is measured is the delay, not the load."""
WELCOME = {200, 201, 204, 302, 303, 304}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `status` is 0 when there was no answer."""

    kind: str
    status: int
    seconds: float


@dataclass
class Visit:
    asked: list[Asked] = field(default_factory=list)
    orders: list[tuple[str, str]] = field(default_factory=list)
    """(cart token, number) of those that were paid."""


@dataclass
class NotedGuest(Guest):
    """An API guest whose requests are written down."""

    visit: Visit = field(default_factory=Visit)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        started, status = time.perf_counter(), 0
        try:
            answer = super().call(method, path, body, **headers)
            status = 200
        except Refused as refused:
            status = refused.status
            raise
        finally:
            kind = f"API {method} {re.split(r'[?/]', path, maxsplit=1)[0]}"
            self.visit.asked.append(Asked(kind, status, time.perf_counter() - started))
        return answer


def visited(url: str, beside: str, seconds: float) -> tuple[Visit, Visit]:
    """What all visitors were answered together at `url`, and beside it."""
    products = [_with_quantity(Guest(beside), product) for product in Guest(beside).sellable(PRODUCTS)]
    categories = Guest(beside).call("GET", "categories?page_size=100")["results"][:30]
    shares = [((url, beside), seconds, products[number::VISITORS], categories) for number in range(VISITORS)]
    together = Visit(), Visit()
    with ProcessPoolExecutor(VISITORS) as pool:
        for visits in pool.map(_visit, shares):
            for all_of, one in zip(together, visits, strict=True):
                all_of.asked += one.asked
                all_of.orders += one.orders
    return together


def _with_quantity(guest: Guest, product: dict[str, Any]) -> dict[str, Any]:
    variants = guest.call("GET", f"products/{product['slug']}")["variants"]
    variant = next(one for one in variants if one["in_stock"] and one["price"])
    return product | {"sku": variant["sku"], "quantity": variant["minimum_quantity"]}


def _visit(
    share: tuple[tuple[str, str], float, list[dict[str, Any]], list[dict[str, Any]]],
) -> tuple[Visit, Visit]:
    urls, seconds, products, categories = share
    visits, over = (Visit(), Visit()), time.perf_counter() + seconds
    both = list(zip(urls, visits, strict=True))
    for product, category in zip(cycle(products), cycle(categories), strict=False):
        for request in _browsing(product, category):
            for url, visit in both:
                visit.asked.append(_ask(url, *request))
                time.sleep(PAUSE_SECONDS)
        for url, visit in both:
            _order(url, product, visit, is_paid=url == urls[0])
        both.reverse()
        if time.perf_counter() > over:
            break
    return visits


def _browsing(
    product: dict[str, Any], category: dict[str, Any]
) -> Iterator[tuple[str, str, dict[str, Any] | None]]:
    """(kind, path, form) of each request."""
    word = urllib.parse.quote(product["name"].split()[0])
    yield "home", "/", None
    yield "category", f"/c/{category['path']}/", None
    yield "product", f"/p/{product['slug']}/", None
    yield "search", f"/search?q={word}", None
    yield "API list", f"/api/v1/products?search={word}", None
    yield "add to cart", "/cart/add", {"sku": product["sku"], "quantity": product["quantity"]}
    yield "cart", "/cart", None


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _ask(url: str, kind: str, path: str, form: dict[str, Any] | None) -> Asked:
    data = urllib.parse.urlencode(form).encode() if form else None
    request = urllib.request.Request(f"{url}{path}", data, {"Sec-Fetch-Site": "same-origin"})
    started, status = time.perf_counter(), 0
    try:
        with urllib.request.build_opener(_Stay).open(request, timeout=30) as answer:
            answer.read()
            status = answer.status
    except urllib.error.HTTPError as error:
        status = error.code
    except (OSError, HTTPException):
        status = 0
    return Asked(kind, status, time.perf_counter() - started)


def _order(url: str, product: dict[str, Any], visit: Visit, *, is_paid: bool) -> None:
    """A whole checkout by the API, paid at the hosted page; what goes wrong is written down by the guest."""
    guest = NotedGuest(url, visit=visit)
    with suppress(Refused, OSError, HTTPException):
        order = guest.order(product)
        if is_paid:
            pay(order["payment"]["checkout_url"])
            visit.orders.append((guest.token, order["number"]))


def unconfirmed(url: str, orders: list[tuple[str, str]], *, within: float) -> int:
    """How many of these paid orders are not confirmed after so many seconds."""
    deadline = time.monotonic() + within
    left = orders
    while left and time.monotonic() < deadline:
        left = [
            order for order in left
            if Guest(url, token=order[0]).call("GET", f"orders/{order[1]}")["status"] != "confirmed"
        ]  # fmt: skip
        time.sleep(0.2)
    return len(left)
