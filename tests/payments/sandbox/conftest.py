from collections.abc import Iterator
from pathlib import Path

import pytest
import stripe

from tests.payments.sandbox.harness import Running, Shop, listening, running


@pytest.fixture
def shop() -> Iterator[Shop]:
    with listening(Shop()) as heard:
        yield heard


@pytest.fixture
def sandbox(tmp_path: Path, shop: Shop) -> Iterator[Running]:
    with running(tmp_path / "state.sqlite3", shop) as running_sandbox:
        yield running_sandbox


@pytest.fixture
def client(sandbox: Running) -> stripe.StripeClient:
    return sandbox.client()
