"""How many SQL statements a call costs; how many lines there are does not matter.

Savepoints are not counted: they stand where a command's BEGIN and COMMIT are outside tests.
"""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.orders.api.app import App
from tests.orders.api.test_customers import register
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


def statements(call: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as captured:
        call()
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured)


def filled(app: App, new_variant: NewVariant, lines: int) -> None:
    for _ in range(lines):
        app.put_in(new_variant(weight=1).sku)


@pytest.mark.parametrize("lines", [1, 12])
def test_a_guests_calls(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None, lines: int
) -> None:
    filled(app, new_variant, lines)
    more = new_variant()

    counted = {
        "GET cart": statements(lambda: app.get("cart")),
        "POST cart/items": statements(lambda: app.put_in(more.sku)),
        "GET shipping-methods": statements(lambda: app.get("shipping-methods")),
        "POST orders": statements(app.order),
        "GET orders": statements(lambda: app.get("orders")),
    }
    number = app.get("orders").json()["results"][0]["number"]
    counted["GET orders/{number}"] = statements(lambda: app.get(f"orders/{number}"))

    assert counted == {
        "GET cart": 2, "POST cart/items": 6, "GET shipping-methods": 3, "POST orders": 27, "GET orders": 2,
        "GET orders/{number}": 8,
    }  # fmt: skip


@pytest.mark.parametrize("lines", [1, 12])
def test_a_customers_calls(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None, lines: int
) -> None:
    app.put_in(new_variant().sku)
    register(app)
    app.get("cart")
    filled(app, new_variant, lines)
    more = new_variant()

    counted = {
        "GET cart": statements(lambda: app.get("cart")),
        "POST cart/items": statements(lambda: app.put_in(more.sku)),
        "POST orders": statements(app.order),
        "GET orders": statements(lambda: app.get("orders")),
    }

    # the first order of a customer makes them known to the payment provider too: four statements
    assert counted == {"GET cart": 4, "POST cart/items": 9, "POST orders": 33, "GET orders": 3}
