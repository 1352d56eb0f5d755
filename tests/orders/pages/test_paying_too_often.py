"""Too many attempts to pay: the order stays, its page and the API say how long to wait."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from electricityshop.attempts.limits import limit
from electricityshop.attempts.models import Attempt
from orders.links import order_path
from orders.models import Order
from tests.orders.api.app import App, problem
from tests.orders.conftest import NewVariant
from tests.orders.pages.shopping import fill_cart, go_to_review, placing
from tests.payments.provider import Provider

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipping")]


@pytest.fixture(autouse=True)
def nothing_left(settings: Any) -> None:
    """Somebody at this address has had the one attempt."""
    settings.ATTEMPT_LIMITS = settings.ATTEMPT_LIMITS | {"pay_ip": (1, 3600)}
    Attempt.objects.create(key=limit("pay_ip", "127.0.0.1").key, at=timezone.now())


def an_hour_later() -> None:
    Attempt.objects.update(at=timezone.now() - timedelta(seconds=3601))


def test_on_the_pages(client: Client, new_variant: NewVariant, provider: Provider) -> None:
    fill_cart(client, new_variant)

    placed = client.post("/checkout/place", placing(go_to_review(client)))
    page = client.get(placed["Location"]).content.decode()
    pay = order_path(Order.objects.get().number).replace("/?", "/pay?")
    refused = client.post(pay)

    assert (placed.status_code, placed["Location"]) == (303, order_path(Order.objects.get().number))
    assert "Too many attempts. Wait" in page
    assert (refused.status_code, 3_500 < int(refused["Retry-After"]) <= 3_601) == (429, True)
    assert "Too many attempts. Wait 60 minutes, then try again." in refused.content.decode()
    assert Attempt.objects.count() == 1
    an_hour_later()
    assert client.post(pay)["Location"].startswith(f"{provider.url}/c/pay/")


def test_in_the_api(provider: Provider, new_variant: NewVariant) -> None:
    app = App()
    app.put_in(new_variant().sku)

    refused = app.order("my-key")
    an_hour_later()
    again = app.order("my-key")

    problem(refused, 429, "too_many_attempts")
    assert 3_500 < int(refused["Retry-After"]) <= 3_601
    assert again.status_code == 201
    assert Order.objects.count() == 1


@pytest.mark.parametrize(("address", "status"), [("127.0.0.1", 429), ("192.0.2.2", 201)])
def test_visitors_are_told_apart_by_their_address(
    provider: Provider, new_variant: NewVariant, address: str, status: int
) -> None:
    app = App(client=Client(REMOTE_ADDR=address))
    app.put_in(new_variant().sku)

    assert app.order().status_code == status
