"""Production refuses to start on anything unsafe, and says what to set."""

import os
import subprocess
import sys

import pytest

GOOD = {
    "DJANGO_SETTINGS_MODULE": "electricityshop.settings.production",
    "SECRET_KEY": "b7Yk1pQz-3mX0vRsTn" * 4,
    "ALLOWED_HOSTS": "shop.example",
    "DATABASE_URL": "postgres://shop@127.0.0.1/shop",
    "STRIPE_SECRET_KEY": "sk_live_for_this_test",
    "STRIPE_WEBHOOK_SECRET": "whsec_for_this_test",
    "SHOP_URL": "https://shop.example",
    "SELLER_NAME": "Shop Ltd",
    "SELLER_STREET": "1 High Street",
    "SELLER_POSTCODE": "10115",
    "SELLER_CITY": "Berlin",
    "SELLER_COUNTRY": "DE",
    "SELLER_VAT_ID": "DE123456789",
    "REDIS_URL": "redis://127.0.0.1:6379/1",
    "QUEUE_REDIS_URL": "redis://127.0.0.1:6379/0",
}


def start(**changes: str) -> subprocess.CompletedProcess[str]:
    environment = {"PATH": os.environ["PATH"], **GOOD, **changes}
    command = [sys.executable, "-c", "import django; django.setup()"]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_it_starts_when_all_is_set() -> None:
    started = start()
    assert started.returncode == 0, started.stderr


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("SECRET_KEY", ""), ("SECRET_KEY", "short"), ("SECRET_KEY", "a" * 60), ("ALLOWED_HOSTS", ""),
        ("ALLOWED_HOSTS", "*"), ("DATABASE_URL", ""), ("STRIPE_SECRET_KEY", ""), ("STRIPE_SECRET_KEY", "pk_live_x"),
        ("STRIPE_WEBHOOK_SECRET", ""), ("SHOP_URL", ""), ("REDIS_URL", "redis://cache.example/0"),
        ("QUEUE_REDIS_URL", "redis://127.0.0.1:6379/1"), ("SELLER_NAME", ""), ("SELLER_STREET", ""),
        ("SELLER_POSTCODE", ""), ("SELLER_CITY", ""), ("SELLER_COUNTRY", ""), ("SELLER_VAT_ID", ""),
        ("METRICS_TOKEN", "too-short"), ("JOB_WORKERS", "0"), ("OUTBOX_KEEP_DAYS", "0"), ("WEBHOOK_KEEP_DAYS", "soon"),
        ("CART_KEEP_DAYS", "-1"), ("JOB_WORKER_CLASS", "no.such.Worker"), ("JOB_WORKER_CLASS", "Worker"),
    ],
)  # fmt: skip
def test_it_refuses_what_is_missing_or_unsafe_by_name(name: str, value: str) -> None:
    started = start(**{name: value})

    assert started.returncode != 0
    exception, _, sentence = started.stderr.splitlines()[-1].partition(": ")
    assert exception.rpartition(".")[2] in {"ImproperlyConfigured", "EnvValidationError"}
    assert name in sentence
