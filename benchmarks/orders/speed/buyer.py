"""Buyers over keep-alive connections: one with a browser, one with an app."""

import http.client
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from benchmarks.client import ADDRESS

DETAILS = ADDRESS | {"email": "kim@example.com", "same_billing": "on"}
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class Unexpected(RuntimeError):
    """The shop answered something else than what is measured."""


@dataclass(frozen=True, slots=True)
class Article:
    sku: str
    quantity: int
    method: str
    """A shipping method that takes it."""


@dataclass
class Buyer:
    """One connection to the shop at `url`, kept by `with`; a new visitor after `forget()`."""

    url: str
    cookies: dict[str, str] = field(default_factory=dict)
    requests: int = 0

    def __post_init__(self) -> None:
        self.connection = http.client.HTTPConnection(urlsplit(self.url).netloc, timeout=60)

    def forget(self) -> None:
        self.cookies.clear()

    def ask(
        self,
        method: str,
        path: str,
        body: str | None = None,
        headers: Mapping[str, str] = NO_HEADERS,
        *,
        expect: int = 200,
    ) -> tuple[http.client.HTTPResponse, str]:
        """The answer and its body. Raises `Unexpected` when its status is not the expected one."""
        sent = {**headers, "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        self.connection.request(method, path, body, sent)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        self.requests += 1
        if answer.status != expect:
            raise Unexpected(f"{method} {path} answered {answer.status}: {text[:500]}")
        for cookie in answer.headers.get_all("Set-Cookie") or []:
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(cookie).items()}
        return answer, text

    def check_out(self, article: Article) -> str:
        """A guest's whole way with a browser, from the product's button to the hosted page; its address.

        Every page loads the visitor's part of its header, as the browser's script does.
        """
        self.forget()
        wish = urlencode({"sku": article.sku, "quantity": article.quantity})
        self.ask("POST", "/cart/add", wish, {"HX-Request": "true", "Origin": self.url, **FORM})
        self._header()
        self._page("/cart")
        address = self._page("/checkout")
        self._send("/checkout", address, DETAILS)
        shipping = self._page("/checkout/shipping")
        self._send("/checkout/shipping", shipping, {"method": article.method})
        review = self._page("/checkout/review")
        chosen = {name: _hidden(review, name) for name in ("key", "expected_total")}
        return self._send("/checkout/place", review, chosen)

    def fill_cart(self, article: Article) -> str:
        """The token of an app's new cart with one article in it."""
        wish = json.dumps({"sku": article.sku, "quantity": article.quantity})
        answer, _ = self.ask("POST", "/api/v1/cart/items", wish, JSON, expect=201)
        return answer.headers["X-Cart-Token"]

    def order(self, token: str, article: Article) -> Any:
        """Order what is in an app's cart."""
        wish = {"email": "kim@example.com", "shipping_address": ADDRESS, "shipping_method": article.method}
        headers = {**JSON, "X-Cart-Token": token, "Idempotency-Key": uuid4().hex}
        return json.loads(self.ask("POST", "/api/v1/orders", json.dumps(wish), headers, expect=201)[1])

    def articles(self, count: int) -> list[Article]:
        """In stock and cheap, each with what it takes to order one."""
        _, found = self.ask("GET", "/api/v1/products?ordering=price&page_size=100&min_price=100")
        slugs = [product["slug"] for product in json.loads(found)["results"] if product["in_stock"]]
        return [self._article(slug) for slug in slugs[:count]]

    def _article(self, slug: str) -> Article:
        variants = json.loads(self.ask("GET", f"/api/v1/products/{slug}")[1])["variants"]
        variant = next(one for one in variants if one["in_stock"] and one["price"])
        article = Article(variant["sku"], variant["minimum_quantity"], "")
        token = {"X-Cart-Token": self.fill_cart(article)}
        _, found = self.ask("GET", "/api/v1/shipping-methods", headers=token)
        method = next(one["code"] for one in json.loads(found)["results"] if one["price"] is not None)
        return Article(article.sku, article.quantity, method)

    def _page(self, path: str) -> str:
        page = self.ask("GET", path)[1]
        self._header()
        return page

    def _header(self) -> None:
        self.ask("GET", "/fragments/header", headers={"HX-Request": "true"})

    def _send(self, path: str, page: str, values: dict[str, str]) -> str:
        """Where the answer to a form leads."""
        body = urlencode(values | {"csrfmiddlewaretoken": _hidden(page, "csrfmiddlewaretoken")})
        answer, _ = self.ask("POST", path, body, {"Origin": self.url, **FORM}, expect=303)
        return answer.headers["Location"]


def _hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    if found is None:
        raise Unexpected(f"the page has no field {name}")
    return found[1]
