"""Refunds by staff: a part, the rest, and never more than was paid."""

import pytest
from django.test import Client

from orders.models import Order
from payments.models import Refund
from tests.admin.acting import ACTIONS, do, url
from tests.admin.shop import Shop
from tests.orders.api.test_purchase import work
from tests.orders.test_finalization import relay
from tests.payments.provider import GOOD, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture
def paid(shop: Shop, provider: Provider, confirmed: Order) -> Order:
    """An order whose money is really at the sandbox."""
    from tests.orders.api.app import App  # noqa: PLC0415  # the API's own fixtures

    app = App()
    app.put_in(shop.new_variant(price=1_000, on_hand=5).sku)
    made = app.order().json()
    assert provider.pay(made["payment"]["checkout_url"], GOOD).status_code == 303
    work(provider, made["number"])
    return Order.objects.get(number=made["number"])


def test_a_part_and_then_the_rest_is_refunded(superuser: Client, paid: Order) -> None:
    assert do(superuser, paid, "refund") == ["The refund is on its way."]
    assert do(superuser, paid, "refund") == ["The refund is on its way."]  # the same form, sent twice
    relay()
    paid.refresh_from_db()
    assert (paid.refunded, paid.status) == (150, "confirmed")

    assert do(superuser, paid, "refund", amount="", key="another") == ["The refund is on its way."]
    relay()
    paid.refresh_from_db()
    assert (paid.refunded, paid.status) == (1_490, "refunded")
    assert list(Refund.objects.order_by("amount").values_list("amount", "state")) == [
        (150, "succeeded"), (1_340, "succeeded"),
    ]  # fmt: skip


@pytest.mark.parametrize("amount", ["14.91", "99999999.99"])
def test_more_than_was_paid_does_not_go_back(superuser: Client, paid: Order, amount: str) -> None:
    answer = superuser.post(url(paid, "refund"), ACTIONS["refund"] | {"amount": amount})

    assert answer.status_code == 409
    assert "This is more than is left to refund." in answer.content.decode()
    assert not Refund.objects.exists()


@pytest.mark.parametrize("amount", ["-1", "0", "0.001", "abc", "NaN", "1e400", "1,50", "999999999999"])
def test_an_amount_that_is_none(superuser: Client, paid: Order, amount: str) -> None:
    answer = superuser.post(url(paid, "refund"), ACTIONS["refund"] | {"amount": amount})

    assert answer.status_code in {200, 400}  # shown beside the field
    assert 'role="alert"' in answer.content.decode()
    assert not Refund.objects.exists()


def test_an_unpaid_order_has_nothing_to_refund(superuser: Client, shop: Shop) -> None:
    placed = shop.place((shop.new_variant(), 1))

    answer = superuser.post(f"/admin/orders/order/{placed.id}/refund/", ACTIONS["refund"])

    assert answer.status_code == 404
    assert "There is no payment for this." in answer.content.decode()
