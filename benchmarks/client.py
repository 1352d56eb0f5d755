"""An API client of the shop, as a mobile app would write it: plain HTTP and JSON."""

import json
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any
from urllib.error import HTTPError
from uuid import uuid4

ADDRESS = {
    "name": "Kim Example",
    "line1": "Hauptstrasse 1",
    "postcode": "10115",
    "city": "Berlin",
    "country": "DE",
}


class Refused(RuntimeError):
    """The shop answered with a problem; `status` and `problem` are its."""

    def __init__(self, status: int, problem: Any) -> None:
        super().__init__(f"{status}: {problem}")
        self.status = status
        self.problem = problem


@dataclass
class Guest:
    """A guest with a cart; the token of the first write is kept and sent."""

    url: str
    token: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The JSON answer; raises `Refused`."""
        request = urllib.request.Request(
            f"{self.url}/api/v1/{path}",
            method=method,
            data=None if body is None else json.dumps(body).encode(),
            headers={
                "Content-Type": "application/json", **({"X-Cart-Token": self.token} if self.token else {}),
                **self.headers, **{name.replace("_", "-"): value for name, value in headers.items()},
            },
        )  # fmt: skip
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                self.token = answer.headers.get("X-Cart-Token", self.token)
                raw = answer.read()
        except HTTPError as error:
            raise Refused(error.code, json.loads(error.read() or b"null")) from None
        return json.loads(raw) if raw else None

    def order(self, product: dict[str, Any]) -> Any:
        """Put the smallest quantity of a product of the list into the cart and order it."""
        variants = self.call("GET", f"products/{product['slug']}")["variants"]
        variant = next(one for one in variants if one["in_stock"] and one["price"])
        self.call("POST", "cart/items", {"sku": variant["sku"], "quantity": variant["minimum_quantity"]})
        methods = self.call("GET", "shipping-methods")["results"]
        method = next(one["code"] for one in methods if one["price"] is not None)
        body = {"email": "kim@example.com", "shipping_address": ADDRESS, "shipping_method": method}
        return self.call("POST", "orders", body, Idempotency_Key=uuid4().hex)

    def confirmed(self, number: str, *, within: float) -> float:
        """Seconds until the order is confirmed; raises `TimeoutError`."""
        started = time.perf_counter()
        while time.perf_counter() - started < within:
            if self.call("GET", f"orders/{number}")["status"] == "confirmed":
                return time.perf_counter() - started
            time.sleep(0.02)
        raise TimeoutError(f"{number} was not confirmed within {within} s")

    def sellable(self, count: int) -> list[dict[str, Any]]:
        """Products in stock, by the piece, cheap first."""
        found = self.call("GET", "products?ordering=price&page_size=100&min_price=100")["results"]
        return [product for product in found if product["in_stock"]][:count]


def pay(checkout_url: str, number: str = "4242 4242 4242 4242") -> int:
    """What a buyer does on the hosted page; the status of the answer, redirects not followed."""
    form = urllib.parse.urlencode({"number": number, "exp": "12/40", "cvc": "123"}).encode()

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    try:
        with urllib.request.build_opener(Stay).open(checkout_url, form, timeout=30) as answer:
            return int(answer.status)
    except HTTPError as error:
        return error.code
