"""The sandbox put together: state, faults, webhooks, and who answers which path."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from payments.sandbox import api, checkout, control, hosted
from payments.sandbox.call import Call
from payments.sandbox.errors import StripeError
from payments.sandbox.faults import CallFault, Faults
from payments.sandbox.idempotency import InFlight
from payments.sandbox.ids import new_id
from payments.sandbox.messages import JSON, Reply, Request, redirect
from payments.sandbox.store import Store, dumps
from payments.sandbox.webhooks import Courier, Endpoint

LIVE = ("sk_live_", "rk_live_", "pk_live_")
TICK = 1.0

log = logging.getLogger("sandbox")


@dataclass(frozen=True, slots=True)
class Config:
    """Raises ValueError, with a sentence on what to do, for a live key or a missing one."""

    state: Path
    secret_key: str
    publishable_key: str = ""
    webhook: Endpoint | None = None

    def __post_init__(self) -> None:
        if not self.secret_key:
            raise ValueError("Set STRIPE_SECRET_KEY to the key the shop will use, such as sk_test_sandbox.")
        if self.secret_key.startswith(LIVE) or self.publishable_key.startswith(LIVE):
            raise ValueError(
                "This is a payment sandbox: it does not start with live keys. Use sk_test_ keys."
            )
        if self.webhook and not self.webhook.secret:
            raise ValueError("Set STRIPE_WEBHOOK_SECRET to the secret the shop checks webhooks with.")


class Sandbox:
    """Opens the state file; ``base_url`` is set by the server once it knows its port."""

    def __init__(self, config: Config, clock: Callable[[], float] = time.time) -> None:
        self.config, self.clock = config, clock
        self.base_url = ""
        self.store = Store(config.state)
        self.faults = Faults()
        self.in_flight = InFlight()
        self.courier = Courier(self.store, self.faults, config.webhook) if config.webhook else None
        self.closing = threading.Event()
        self.ticker = threading.Thread(target=self.tick, name="ticker", daemon=True)

    def start(self) -> None:
        self.ticker.start()
        if self.courier:
            self.courier.start()

    def close(self) -> None:
        """Ends the background threads and closes the state file."""
        self.closing.set()
        self.faults.clear()
        if self.ticker.is_alive():
            self.ticker.join()
        if self.courier and self.courier.is_alive():
            self.courier.stop()
        self.store.close()

    def tick(self) -> None:
        while not self.closing.wait(TICK):
            try:
                self.expire_due()
            except Exception:
                log.exception("Expiring sessions failed unexpectedly")

    def expire_due(self) -> int:
        """Expires the sessions whose time is up; gives how many."""
        with self.store.transaction() as tx:
            expired = checkout.expire_due(Call(tx, int(self.clock()), self.base_url, new_id("request")))
        if expired:
            self.wake()
        return expired

    def wake(self) -> None:
        if self.courier:
            self.courier.wake()

    def answer(self, request: Request) -> Reply:
        """Never raises: what goes wrong becomes an answer."""
        if request.path in ("/", "/_sandbox"):
            return redirect("/_sandbox/")
        if request.path.startswith("/_sandbox/"):
            return control.answer(self, request)
        fault = self.faults.take(request.method, request.path)
        if fault.fault == "rate_limit":
            return rate_limited()
        if request.path.startswith("/c/"):
            reply = hosted.answer(self, request, fault)
        else:
            reply = api.answer(self, request, fault)
        self.wake()
        return self.afterwards(reply, fault)

    def afterwards(self, reply: Reply, fault: CallFault) -> Reply:
        time.sleep(fault.delay_reply)
        reply.dropped = fault.fault == "drop_reply"
        return reply


def rate_limited() -> Reply:
    error = StripeError(
        "Request rate limit exceeded. Learn more about rate limits here https://stripe.com/docs/rate-limits.",
        status=429,
        code="rate_limit",
    )
    headers = {"Content-Type": JSON, "Request-Id": new_id("request"), "Stripe-Should-Retry": "true"}
    return Reply(429, dumps(error.body()).encode(), headers)
