"""The sandbox process, once per run, and the shop pointed at it."""

import itertools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from payments import adapters
from payments.starting import StartPayment
from tests.payments.provider import Provider, running

NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def sandbox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Provider]:
    with running(tmp_path_factory.mktemp("sandbox")) as provider:
        yield provider


@pytest.fixture
def provider(sandbox: Provider, settings) -> Iterator[Provider]:
    """The sandbox, without faults, as the shop's payment provider."""
    settings.SANDBOX_URL = sandbox.url
    adapters._gateway.cache_clear()
    yield sandbox
    sandbox.clear_faults()
    adapters._gateway.cache_clear()


Asking = Callable[..., StartPayment]


@pytest.fixture
def asking() -> Asking:
    """A payment nobody asked before; keywords change it."""

    def ask(**changes: object) -> StartPayment:
        asked = StartPayment(
            reference=f"ES-{timezone.now():%H%M%S%f}-{next(NUMBERS)}",
            amount=4_990,
            currency="EUR",
            email="kim@example.com",
            description="Order",
            success_url="http://127.0.0.1:8000/thanks",
            cancel_url="http://127.0.0.1:8000/checkout",
            expires_at=timezone.now() + timedelta(minutes=60),
        )
        return replace(asked, **changes)

    return ask
