"""Visitors who browse, fill carts and order for a while, each in a process of its own, and what they were answered."""

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

VISITORS = 4
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


def visited(url: str, seconds: float) -> Visit:
    """What all visitors were answered together."""
    products = Guest(url).sellable(50)
    categories = Guest(url).call("GET", "categories?page_size=100")["results"][:30]
    shares = [(url, seconds, products[number::VISITORS], categories) for number in range(VISITORS)]
    together = Visit()
    with ProcessPoolExecutor(VISITORS) as pool:
        for visit in pool.map(_visit, shares):
            together.asked += visit.asked
            together.orders += visit.orders
    return together


def _visit(share: tuple[str, float, list[dict[str, Any]], list[dict[str, Any]]]) -> Visit:
    url, seconds, products, categories = share
    visit, over = Visit(), time.perf_counter() + seconds
    categories_in_turn = cycle(categories)
    for product in cycle(products):
        for request in _browsing(url, product, next(categories_in_turn)):
            if time.perf_counter() > over:
                return visit
            visit.asked.append(_ask(*request))
            time.sleep(PAUSE_SECONDS)
        _order(url, product, visit)
    return visit


def _browsing(
    url: str, product: dict[str, Any], category: dict[str, Any]
) -> Iterator[tuple[str, urllib.request.Request]]:
    word = urllib.parse.quote(product["name"].split()[0])
    added = urllib.parse.urlencode({"sku": product["sku"], "quantity": 1}).encode()
    ours = {"Sec-Fetch-Site": "same-origin"}
    yield "home", urllib.request.Request(f"{url}/")
    yield "category", urllib.request.Request(f"{url}/c/{category['path']}/")
    yield "product", urllib.request.Request(f"{url}/p/{product['slug']}/")
    yield "search", urllib.request.Request(f"{url}/search?q={word}")
    yield "API list", urllib.request.Request(f"{url}/api/v1/products?search={word}")
    yield "add to cart", urllib.request.Request(f"{url}/cart/add", added, ours)
    yield "cart", urllib.request.Request(f"{url}/cart")


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _ask(kind: str, request: urllib.request.Request) -> Asked:
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


def _order(url: str, product: dict[str, Any], visit: Visit) -> None:
    """A whole checkout by the API, paid at the hosted page; what goes wrong is written down by the guest."""
    guest = NotedGuest(url, visit=visit)
    with suppress(Refused, OSError, HTTPException):
        order = guest.order(product)
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
