"""How a cart may travel."""

import pytest

from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method
from tests.orders.api.app import App, problem
from tests.orders.conftest import NewVariant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("country", ["ZZ", "US", "", "DEU", "%00", "%ff", "x" * 5_000])
def test_shipping_to_nowhere(app: App, db: None, country: str) -> None:
    problem(app.get(f"shipping-methods?country={country}"), 400)


def test_what_travels_for_nothing_costs_nothing(app: App, new_variant: NewVariant) -> None:
    add_shipping_method(AddShippingMethod(code="pickup", name="Pick up", kind="flat", price=0))
    app.put_in(new_variant().sku)

    [method] = app.get("shipping-methods").json()["results"]

    assert (method["price"], method["refusal"]) == (0, "")


def test_what_cannot_travel_says_why(app: App, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant(weight=40_000).sku)

    found = {method["code"]: method for method in app.get("shipping-methods?country=at").json()["results"]}

    assert (found["parcel"]["price"], found["flat"]["price"]) == (None, None)
    assert found["flat"]["refusal"] == "It does not go to this country."
    assert found["parcel"]["refusal"]
