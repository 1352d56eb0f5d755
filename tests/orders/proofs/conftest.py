"""The shop of the proofs, but served by the tests, on their database; jobs are done when a test says so."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from benchmarks.orders.stage.sandbox import Sandbox
from benchmarks.orders.stage.shop import Shop
from orders.jobs import sweep_orders
from payments.jobs import sweep_webhooks
from tests.orders.conftest import NewVariant
from tests.orders.test_finalization import relay
from tests.payments.conftest import provider, sandbox
from tests.payments.provider import Provider

__all__ = ["made", "provider", "sandbox", "work"]


@pytest.fixture
def made(
    live_server: Any,
    provider: Provider,
    settings: Any,
    tmp_path: Path,
    new_variant: NewVariant,
    shipping: None,
) -> Shop:
    """It sells article A-0000, of which there are ten pieces."""
    new_variant(sku="A-0000", on_hand=10, price=1_000)
    settings.SHOP_URL = live_server.url
    database = f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{connection.settings_dict['NAME']}"
    stripe = Sandbox(provider.url, settings.STRIPE_SECRET_KEY, settings.STRIPE_WEBHOOK_SECRET)
    return Shop(live_server.url, stripe, {"DATABASE_URL": database}, tmp_path)


@pytest.fixture
def work() -> Callable[[], None]:
    """What the workers would do now."""

    def do() -> None:
        sweep_webhooks()
        relay()
        sweep_orders()
        relay()

    return do
