"""A mobile app, as far as the shop sees it: JSON, a cart token or an access token, an idempotency key."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.apps import apps
from django.db.models import Sum
from django.test import Client

from catalog.models import StockItem

ADDRESS = {
    "name": "Ada Lovelace",
    "line1": "Main Street 1",
    "postcode": "10115",
    "city": "Berlin",
    "country": "DE",
}
ORDER = {"email": "ada@example.com", "shipping_address": ADDRESS, "shipping_method": "parcel"}
KEYS = (f"key-{number:04}" for number in count(1))


@dataclass
class App:
    token: str = ""
    access: str = ""
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Any:
        """The answer; its JSON is `answer.json()`. A string body is sent as it is."""
        known = {"X-Cart-Token": self.token} if self.token else {}
        known |= {"Authorization": f"Bearer {self.access}"} if self.access else {}
        data = {} if body is None else {"data": body if isinstance(body, str | bytes) else json.dumps(body)}
        answer = self.client.generic(
            method, f"/api/v1/{path}", content_type=headers.pop("content_type", "application/json"),
            headers=known | {name.replace("_", "-"): value for name, value in headers.items()}, **data,
        )  # fmt: skip
        self.token = answer.headers.get("X-Cart-Token", self.token)
        return answer

    def get(self, path: str, **headers: str) -> Any:
        return self.call("GET", path, **headers)

    def post(self, path: str, body: Any = None, **headers: str) -> Any:
        return self.call("POST", path, body, **headers)

    def put_in(self, sku: str, quantity: int = 1) -> Any:
        """The line of the cart it is now."""
        answer = self.post("cart/items", {"sku": sku, "quantity": quantity})
        assert answer.status_code == 201, answer.json()
        return next(item for item in answer.json()["items"] if item["sku"] == sku)

    def order(self, key: str = "", **changes: Any) -> Any:
        """The answer to an order; a key of its own unless one is given."""
        return self.post("orders", ORDER | changes, Idempotency_Key=key or next(KEYS))


def problem(answer: Any, status: int, code: str = "") -> dict[str, Any]:
    """The body of the refusal, after checking its shape."""
    assert answer.status_code == status, (answer.status_code, answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail", "code"} <= set(body)
    assert body["status"] == status
    assert not code or body["code"] == code, body
    return body


def rows() -> dict[str, int]:
    """How many rows each table of ours has, and what is promised of the stock."""
    ours = ("orders", "payments", "catalog", "accounts", "events")
    found = {
        model._meta.label: model._default_manager.count()
        for name in ours
        for model in apps.get_app_config(name).get_models()
    }
    return found | StockItem.objects.aggregate(on_hand=Sum("on_hand", default=0), held=Sum("held", default=0))


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = rows()
    yield
    assert rows() == before
