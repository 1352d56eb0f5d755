"""What the sandbox's tests stand on: a running sandbox, a browser without JavaScript, a shop that hears webhooks."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

import stripe

from payments.sandbox.app import Config, Sandbox
from payments.sandbox.server import Server
from payments.sandbox.webhooks import Endpoint

SECRET_KEY = "sk_test_sandbox"
WEBHOOK_SECRET = "whsec_sandbox"
GOOD = {"number": "4242 4242 4242 4242", "exp": "12 / 40", "cvc": "123"}
PATIENCE = 60.0

T = TypeVar("T")
S = TypeVar("S", bound=ThreadingHTTPServer)


def until(look: Callable[[], T]) -> T:
    """Waits until there is something to see; a slow machine only waits longer."""
    end = time.monotonic() + PATIENCE
    while not (seen := look()):
        if time.monotonic() > end:
            raise AssertionError("It did not happen.")
        time.sleep(0.01)
    return seen


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    text: str

    @property
    def json(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.text)
        return found


def ask(
    url: str, method: str = "GET", body: bytes | None = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request; redirects are not followed."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE)
    try:
        target = parts.path + (f"?{parts.query}" if parts.query else "")
        connection.request(method, target, body, headers or {})
        answer = connection.getresponse()
        return Answer(answer.status, dict(answer.headers), answer.read().decode())
    finally:
        connection.close()


def submit(url: str, **fields: str) -> Answer:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    return ask(url, "POST", urlencode(fields).encode(), form)


@dataclass
class Heard:
    body: bytes
    signature: str

    @property
    def event(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.body)
        return found


@dataclass
class Shop:
    """Hears webhooks; answers 200, or first what ``answers`` lists."""

    heard: list[Heard] = field(default_factory=list)
    answers: list[int] = field(default_factory=list)
    url: str = ""

    def types(self) -> list[str]:
        return [heard.event["type"] for heard in self.heard]

    def has(self, *types: str) -> Callable[[], bool]:
        return lambda: set(types) <= set(self.types())


@contextmanager
def listening(shop: Shop) -> Iterator[Shop]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            status = shop.answers.pop(0) if shop.answers else 200
            shop.heard.append(Heard(body, self.headers["Stripe-Signature"]))
            self.send_response(status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            pass

    with serving(ThreadingHTTPServer(("127.0.0.1", 0), Handler)) as server:
        shop.url = f"http://127.0.0.1:{server.server_address[1]}/payments/webhook"
        yield shop


@contextmanager
def serving(server: S) -> Iterator[S]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@dataclass
class Running:
    sandbox: Sandbox
    url: str

    def client(self, key: str = SECRET_KEY, retries: int = 0) -> stripe.StripeClient:
        return stripe.StripeClient(key, base_addresses={"api": self.url}, max_network_retries=retries)

    def control(self, method: str, path: str, thing: object = None) -> dict[str, Any]:
        body = None if thing is None else json.dumps(thing).encode()
        answer = ask(f"{self.url}/_sandbox/{path}", method, body, {"Content-Type": "application/json"})
        assert answer.status == 200, answer.text
        return answer.json

    def faults(self, *calls: dict[str, Any], **webhooks: Any) -> None:
        self.control("POST", "faults", {"calls": list(calls), "webhooks": webhooks})

    def webhook(self, **changes: Any) -> None:
        """Changes where and how events are sent."""
        assert self.sandbox.courier is not None
        self.sandbox.courier.endpoint = replace(self.sandbox.courier.endpoint, **changes)

    def settled(self) -> bool:
        """Whether every event has found its end."""
        return all(row["state"] != "pending" for row in self.control("GET", "deliveries")["data"])


@contextmanager
def running(
    state: Path,
    shop: Shop | None = None,
    clock: Callable[[], float] = time.time,
    *,
    publishable_key: str = "",
    background: bool = True,
) -> Iterator[Running]:
    """A sandbox in this process; without ``background`` no webhook is sent and no session expires by itself."""
    endpoint = Endpoint(shop.url, WEBHOOK_SECRET, retries=(0.0,)) if shop else None
    sandbox = Sandbox(Config(state, SECRET_KEY, publishable_key, endpoint), clock)
    with serving(Server(sandbox, 0)):
        if background:
            sandbox.start()
        try:
            yield Running(sandbox, sandbox.base_url)
        finally:
            sandbox.close()


def order(**more: Any) -> Any:
    """The parameters of a Checkout Session as the shop sends them: two lamps and a cable, 45.97 EUR."""
    return {
        "mode": "payment",
        "success_url": "http://127.0.0.1:8000/orders/1/thanks?session={CHECKOUT_SESSION_ID}",
        "cancel_url": "http://127.0.0.1:8000/cart",
        "customer_email": "ada@example.org",
        "client_reference_id": "order-1",
        "metadata": {"order": "order-1"},
        "payment_intent_data": {"metadata": {"order": "order-1"}},
        "line_items": [line("Desk <lamp>", 1_999, 2), line("Cable", 599, 1)],
        **more,
    }


def line(name: str, amount: int, quantity: int) -> dict[str, Any]:
    price = {"currency": "eur", "unit_amount": amount, "product_data": {"name": name}}
    return {"price_data": price, "quantity": quantity}


def succeeded(client: stripe.StripeClient, **filters: Any) -> list[stripe.Charge]:
    params: Any = {"limit": 100, **filters}
    charges = client.v1.charges.list(params).data
    return [charge for charge in charges if charge.status == "succeeded"]


def plain(thing: stripe.StripeObject | None) -> Any:
    """An object of the SDK's as a dict."""
    return None if thing is None else thing.to_dict()
