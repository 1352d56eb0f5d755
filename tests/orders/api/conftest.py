"""Apps that speak to the shop, and the sandbox as the payment provider."""

import pytest

from tests.orders.api.app import App
from tests.payments.conftest import provider, sandbox

__all__ = ["app", "provider", "sandbox"]


@pytest.fixture
def app(db: None) -> App:
    """A guest's app that has nothing yet."""
    return App()
