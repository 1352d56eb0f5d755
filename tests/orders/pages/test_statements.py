"""How many SQL statements each step of a guest's checkout costs, and its finalization, whatever is in the cart."""

import pytest
from django.test import Client

from orders.commands.open_finalization import OpenFinalization, open_finalization
from orders.finalization import finalize_order
from orders.models import Order
from payments.checking import check_payment
from tests.orders.api.test_statements import statements
from tests.orders.conftest import NewVariant
from tests.orders.pages.shopping import ADDRESS, fill_cart, placing
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("lines", [1, 12])
def test_a_guests_checkout(
    client: Client, provider: Provider, new_variant: NewVariant, shipping: None, lines: int
) -> None:
    fill_cart(client, new_variant, lines)
    client.get("/cart")  # the categories, for the drawings, come from the cache from now on
    more = {"sku": new_variant(weight=10).sku, "quantity": 1}
    pages: list[str] = []

    counted = {
        "POST /cart/add": statements(lambda: client.post("/cart/add", more, headers={"HX-Request": "true"})),
        "GET /fragments/header": statements(lambda: client.get("/fragments/header")),
        "GET /cart": statements(lambda: client.get("/cart")),
        "GET /checkout": statements(lambda: client.get("/checkout")),
        "POST /checkout": statements(lambda: client.post("/checkout", ADDRESS)),
        "GET /checkout/shipping": statements(lambda: client.get("/checkout/shipping")),
        "POST /checkout/shipping": statements(
            lambda: client.post("/checkout/shipping", {"method": "parcel"})
        ),
        "GET /checkout/review": statements(
            lambda: pages.append(client.get("/checkout/review").content.decode())
        ),
        "POST /checkout/place": statements(lambda: client.post("/checkout/place", placing(pages[0]))),
    }

    assert counted == {
        "POST /cart/add": 4, "GET /fragments/header": 1, "GET /cart": 2, "GET /checkout": 2, "POST /checkout": 3,
        "GET /checkout/shipping": 3, "POST /checkout/shipping": 4, "GET /checkout/review": 3,
        "POST /checkout/place": 23,
    }  # fmt: skip


@pytest.mark.parametrize("lines", [1, 12])
def test_a_finalization(
    client: Client, provider: Provider, new_variant: NewVariant, shipping: None, lines: int
) -> None:
    fill_cart(client, new_variant, lines)
    client.post("/checkout", ADDRESS)
    client.post("/checkout/shipping", {"method": "parcel"})
    page = client.get("/checkout/review").content.decode()
    provider.pay(client.post("/checkout/place", placing(page))["Location"])
    order = Order.objects.get()
    check_payment(order.number)
    open_finalization(OpenFinalization(number=order.number))

    # three of them are the invoice's: its number, its row, and looking it up for the mail
    assert statements(lambda: finalize_order(order.pk)) == 29
    order.refresh_from_db()
    assert order.status == "confirmed"
