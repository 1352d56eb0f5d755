"""The process: how it starts, what it refuses, what it remembers."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import stripe

from tests.payments.sandbox.harness import GOOD, SECRET_KEY, WEBHOOK_SECRET, Shop, order, submit, until

ROOT = Path(__file__).parents[3]
PAY: Any = {"amount": 1_000, "currency": "eur", "confirm": True, "payment_method": "pm_card_visa"}


def command(*options: object, **environment: str) -> dict[str, Any]:
    clean = {"PATH": os.environ["PATH"], **environment}
    line = [sys.executable, "-m", "payments.sandbox", *map(str, options)]
    return {"args": line, "cwd": ROOT, "env": clean, "text": True}


@contextmanager
def started(directory: Path, *options: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    port_file = directory / "port"
    port_file.unlink(missing_ok=True)
    keys = {"STRIPE_SECRET_KEY": SECRET_KEY, "STRIPE_WEBHOOK_SECRET": WEBHOOK_SECRET}
    wanted = command("--state", directory / "state", "--port-file", port_file, *options, **keys)
    process = subprocess.Popen(**wanted, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        until(port_file.exists)
        yield process, f"http://127.0.0.1:{port_file.read_text().strip()}"
    finally:
        process.kill()
        process.communicate()


def client_of(url: str) -> stripe.StripeClient:
    return stripe.StripeClient(SECRET_KEY, base_addresses={"api": url}, max_network_retries=0)


def test_it_starts_says_where_and_stops(tmp_path: Path) -> None:
    with started(tmp_path) as (process, url):
        paid = client_of(url).v1.payment_intents.create(PAY)
        process.send_signal(signal.SIGTERM)
        said, _ = process.communicate(timeout=60)

    assert paid.status == "succeeded"
    assert said == f"Payment SANDBOX (no real money) on {url}\n"
    assert process.returncode == 0


def test_what_it_knows_survives_being_killed(tmp_path: Path, shop: Shop) -> None:
    with started(tmp_path) as (_, url):
        client = client_of(url)
        session = client.v1.checkout.sessions.create(order())
        submit(str(session.url), **GOOD)
        paid = client.v1.payment_intents.create(PAY, {"idempotency_key": "order-1"})

    with started(tmp_path, "--webhook-url", shop.url) as (_, url):
        client = client_of(url)
        again = client.v1.payment_intents.create(PAY, {"idempotency_key": "order-1"})
        found = client.v1.checkout.sessions.retrieve(session.id)
        until(shop.has("checkout.session.completed"))

    assert again.id == paid.id
    assert (found.status, found.payment_status) == ("complete", "paid")
    heard = next(heard for heard in shop.heard if heard.event["type"] == "checkout.session.completed")
    stripe.Webhook.construct_event(heard.body, heard.signature, WEBHOOK_SECRET)


def test_an_open_session_moves_to_the_new_port(tmp_path: Path) -> None:
    with started(tmp_path) as (_, url):
        session = client_of(url).v1.checkout.sessions.create(order())

    with started(tmp_path) as (_, url):
        found = client_of(url).v1.checkout.sessions.retrieve(session.id)
        paid = submit(str(found.url), **GOOD)

    assert found.url == f"{url}/c/pay/{session.id}"
    assert paid.status == 303


@pytest.mark.parametrize(
    ("environment", "options", "sentence"),
    [
        ({"STRIPE_SECRET_KEY": "sk_live_abc"}, [], "does not start with live keys"),
        ({"STRIPE_SECRET_KEY": "rk_live_abc"}, [], "does not start with live keys"),
        (
            {"STRIPE_SECRET_KEY": "sk_test_a", "STRIPE_PUBLISHABLE_KEY": "pk_live_a"},
            [],
            "does not start with live keys",
        ),
        ({}, [], "Set STRIPE_SECRET_KEY"),
        (
            {"STRIPE_SECRET_KEY": "sk_test_a"},
            ["--webhook-url", "http://127.0.0.1:1/"],
            "Set STRIPE_WEBHOOK_SECRET",
        ),
        ({"STRIPE_SECRET_KEY": "sk_test_a"}, ["--webhook-url", "shop"], "--webhook-url must be"),
        ({"STRIPE_SECRET_KEY": "sk_test_a"}, ["--webhook-url", "http://shop:x/"], "--webhook-url must be"),
    ],
)
def test_it_refuses_to_start(
    tmp_path: Path, environment: dict[str, str], options: list[str], sentence: str
) -> None:
    wanted = command("--state", tmp_path / "state", *options, **environment)

    refused = subprocess.run(**wanted, capture_output=True, timeout=60, check=False)

    assert refused.returncode == 2
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not (tmp_path / "state").exists()


@pytest.mark.parametrize(
    "options", [["--port", "65536"], ["--state", "/dev/null/state"], ["--state", ROOT], ["--state", "{}"]]
)
def test_what_it_cannot_use_is_a_sentence(tmp_path: Path, options: list[object]) -> None:
    garbage = tmp_path / "garbage"
    garbage.write_text("not a database " * 1_000)
    options = [garbage if option == "{}" else option for option in options]
    wanted = command("--state", tmp_path / "state", *options, STRIPE_SECRET_KEY=SECRET_KEY)

    refused = subprocess.run(**wanted, capture_output=True, timeout=60, check=False)

    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert refused.stderr.startswith("payments.sandbox: ")


def test_two_cannot_share_a_state(tmp_path: Path) -> None:
    with started(tmp_path):
        wanted = command("--state", tmp_path / "state", STRIPE_SECRET_KEY=SECRET_KEY)
        second = subprocess.run(**wanted, capture_output=True, timeout=60, check=False)

    assert second.returncode == 2
    assert "Stop the other sandbox" in second.stderr
    assert "Traceback" not in second.stderr


def test_it_needs_nothing_but_the_standard_library() -> None:
    script = (
        "import sys, pkgutil, importlib, payments.sandbox as p\n"
        "for module in pkgutil.iter_modules(p.__path__):\n"
        "    importlib.import_module(f'payments.sandbox.{module.name}')\n"
        "ours = {name for name in sys.modules if not name.startswith('payments')}\n"
        "print(sorted({name.split('.')[0] for name in ours} - sys.stdlib_module_names - {'__main__'}))\n"
    )
    # -S: without site-packages, so that an import of anything else fails
    wanted = [sys.executable, "-S", "-c", script]

    seen = subprocess.run(wanted, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)

    assert (seen.stdout.strip(), seen.stderr) == ("[]", "")
