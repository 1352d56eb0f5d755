"""A shopper at the checkout, step by step."""

from django.test import Client

from tests.orders.conftest import NewVariant

ADDRESS = {
    "email": "ada@example.com",
    "name": "Ada Lovelace",
    "line1": "Main Street 1",
    "postcode": "10115",
    "city": "Berlin",
    "country": "DE",
    "same_billing": "on",
}


def fill_cart(client: Client, new_variant: NewVariant, lines: int = 1, quantity: int = 2) -> None:
    for _ in range(lines):
        client.post("/cart/add", {"sku": new_variant(weight=10).sku, "quantity": quantity})


def go_to_review(client: Client) -> str:
    """Fill in the steps before it; the review page."""
    assert client.post("/checkout", ADDRESS)["Location"] == "/checkout/shipping"
    assert client.post("/checkout/shipping", {"method": "parcel"})["Location"] == "/checkout/review"
    return client.get("/checkout/review").content.decode()


def hidden(page: str, name: str) -> str:
    """The value of a hidden field."""
    return page.partition(f'name="{name}" value="')[2].partition('"')[0]


def placing(page: str) -> dict[str, str]:
    """What the order button of the review page sends."""
    return {name: hidden(page, name) for name in ("key", "expected_total")}
