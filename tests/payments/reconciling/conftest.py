"""A provider whose whole books are compared, and what is in them."""

import pytest

from payments.checking import check_payment
from payments.starting import start_payment
from tests.payments.provider import running


@pytest.fixture
def sandbox(tmp_path):
    """One of its own: the whole of its books is compared."""
    with running(tmp_path) as provider:
        yield provider


@pytest.fixture
def paid_there(provider, asking):
    """Paid at Stripe; the webhook never came."""
    asked = asking()
    provider.pay(start_payment(asked).checkout_url)
    return asked


@pytest.fixture
def settled(provider, paid_there):
    check_payment(paid_there.reference)
    return paid_there
