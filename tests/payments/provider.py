"""The payment provider of the tests: the sandbox process, and what a customer or Stripe's dashboard does there."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
import stripe
from django.conf import settings
from django.test import Client

ROOT = Path(__file__).resolve().parents[2]
GOOD, DECLINED, POOR = "4242424242424242", "4000000000000002", "4000000000009995"


@dataclass
class Provider:
    url: str

    @property
    def api(self) -> Any:
        return stripe.StripeClient(settings.STRIPE_SECRET_KEY, base_addresses={"api": self.url}).v1

    def pay(self, checkout_url: str, card: str = GOOD) -> requests.Response:
        """What the customer does on the hosted page."""
        form = {"number": card, "exp": "12 / 40", "cvc": "123"}
        return requests.post(checkout_url, data=form, timeout=20, allow_redirects=False)

    def confirm(self, client_secret: str, method: str = "pm_card_visa") -> Any:
        """What the app does with its client secret."""
        intent = client_secret.partition("_secret_")[0]
        return requests.post(
            f"{self.url}/v1/payment_intents/{intent}/confirm",
            data={"client_secret": client_secret, "payment_method": method},
            headers={"Authorization": "Bearer pk_test_app"},
            timeout=20,
        ).json()

    def events(self, *types: str) -> list[dict[str, Any]]:
        """What Stripe would send, oldest first."""
        headers = {"Authorization": f"Bearer {settings.STRIPE_SECRET_KEY}"}
        answer = requests.get(f"{self.url}/v1/events", {"limit": 100}, headers=headers, timeout=20)
        return [event for event in reversed(answer.json()["data"]) if not types or event["type"] in types]

    def faults(self, *calls: dict[str, Any]) -> None:
        answer = requests.post(f"{self.url}/_sandbox/faults", json={"calls": list(calls)}, timeout=20)
        assert answer.status_code == 200, answer.text

    def clear_faults(self) -> None:
        requests.delete(f"{self.url}/_sandbox/faults", timeout=20)


def signed(body: bytes, *, at: int | None = None, secret: str | None = None) -> str:
    """The signature header Stripe would send with this body."""
    secret = settings.STRIPE_WEBHOOK_SECRET if secret is None else secret
    return stripe.WebhookSignature.generate_signature_header(body.decode(), secret, at)


def send(event: dict[str, Any] | bytes, signature: str | None = None, **extra: Any) -> Any:
    """Deliver it to the shop's endpoint, as Stripe does."""
    body = event if isinstance(event, bytes) else json.dumps(event).encode()
    header = signed(body) if signature is None else signature
    return Client(raise_request_exception=False).post(
        "/payments/webhook", body, "application/json", headers={"Stripe-Signature": header}, **extra
    )


@contextmanager
def running(directory: Path, *, webhook_url: str = "") -> Iterator[Provider]:
    """A sandbox process of its own, ended at the end."""
    port_file = directory / "port"
    command = [sys.executable, "-m", "payments.sandbox", "--port", "0", "--state", str(directory / "state")]
    command += ["--port-file", str(port_file), "--webhook-url", webhook_url]
    environment = os.environ | {
        "STRIPE_SECRET_KEY": settings.STRIPE_SECRET_KEY,
        "STRIPE_WEBHOOK_SECRET": settings.STRIPE_WEBHOOK_SECRET,
    }
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL)
    try:
        for _ in range(400):
            if port_file.exists():
                break
            time.sleep(0.05)
        yield Provider(f"http://127.0.0.1:{port_file.read_text().strip()}")
    finally:
        process.terminate()
        process.wait(20)
