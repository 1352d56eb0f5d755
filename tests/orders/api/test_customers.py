"""A customer's app: the access token says who; a guest's cart and orders come along."""

import pytest

from orders.models import Cart, Order
from tests.orders.api.app import ADDRESS, App, nothing_changes, problem
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


def register(app: App, email: str = "kim@example.com") -> App:
    body = {"email": email, "password": "a long pass phrase"}
    answer = app.post("auth/register", body)
    assert answer.status_code == 201, answer.json()
    app.access = answer.json()["access"]
    return app


def test_a_customer_orders_without_a_cart_token(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    register(app).put_in(new_variant().sku)
    order = app.order().json()

    assert app.token == ""
    assert Order.objects.values_list("user__email", "cart_token").get() == ("kim@example.com", None)
    assert app.get(f"orders/{order['number']}").json()["number"] == order["number"]
    assert app.get("orders").json()["count"] == 1


@pytest.mark.parametrize("save_card", [True, False])
def test_a_customer_keeps_the_card_and_pays_with_it_again(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None, save_card: bool
) -> None:
    article = new_variant(on_hand=9)
    register(app).put_in(article.sku)
    first = app.order(save_card=save_card).json()

    provider.confirm(first["payment"]["client_secret"], "pm_card_mastercard")
    kept = app.get("payment-methods").json()["results"]
    app.put_in(article.sku)
    second = app.order().json()
    paid = provider.confirm(second["payment"]["client_secret"], kept[0]["id"]) if kept else None

    assert [(card["brand"], card["last4"]) for card in kept] == (
        [("mastercard", "4444")] if save_card else []
    )
    assert paid is None or paid["status"] == "succeeded"


def test_a_guest_keeps_no_card(app: App, provider: Provider, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant().sku)

    order = app.order(save_card=True).json()
    paid = provider.confirm(order["payment"]["client_secret"])

    assert paid["status"] == "succeeded"
    assert app.get("payment-methods").status_code == 401


@pytest.mark.parametrize("save_card", ["perhaps", [], {}, 7])
def test_whether_to_keep_a_card_is_yes_or_no(
    app: App, new_variant: NewVariant, shipping: None, save_card: object
) -> None:
    register(app).put_in(new_variant().sku)

    assert "save_card" in problem(app.order(save_card=save_card), 400, "invalid_input")["errors"]
    assert not Order.objects.exists()


def test_a_guests_cart_joins_the_customers(app: App, new_variant: NewVariant) -> None:
    ours, theirs = new_variant(on_hand=9), new_variant(on_hand=9)
    app.put_in(ours.sku, 2)

    register(app).put_in(theirs.sku, 3)

    items = app.get("cart").json()["items"]
    assert {item["sku"]: item["quantity"] for item in items} == {ours.sku: 2, theirs.sku: 3}
    assert Cart.objects.count() == 1


def test_reading_with_a_token_of_a_cart_that_was_merged_changes_nothing(
    app: App, new_variant: NewVariant
) -> None:
    app.put_in(new_variant().sku)
    register(app).get("cart")

    with nothing_changes():
        assert len(app.get("cart").json()["items"]) == 1


def test_who_registers_after_ordering_still_reads_and_cancels_the_guests_order(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    app.put_in(new_variant().sku)
    number = app.order().json()["number"]

    register(app)

    assert app.get(f"orders/{number}").status_code == 200
    assert app.post(f"orders/{number}/cancel").json()["status"] == "cancelled"


def test_nobody_reads_cancels_or_changes_what_is_anothers(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    variant = new_variant(on_hand=9)
    register(app).put_in(variant.sku)
    number = app.order().json()["number"]
    line = app.put_in(variant.sku)["id"]
    guest, other = App(), register(App(), "other@example.com")
    guest.put_in(variant.sku)

    for somebody in (App(), guest, other):
        with nothing_changes():
            problem(somebody.get(f"orders/{number}"), 404, "no_such_order")
            problem(somebody.post(f"orders/{number}/cancel", {}), 404, "no_such_order")
            problem(somebody.call("PATCH", f"cart/items/{line}", {"quantity": 5}), 404, "no_such_line")
            problem(somebody.call("DELETE", f"cart/items/{line}"), 404, "no_such_line")
    assert [somebody.get("orders").json()["count"] for somebody in (guest, other)] == [0, 0]


def test_a_guests_token_does_not_open_a_customers_cart(app: App, new_variant: NewVariant) -> None:
    from orders.cart_token import cart_token  # noqa: PLC0415  # forged from the inside

    register(app).put_in(new_variant().sku)
    thief = App(token=cart_token(Cart.objects.get().pk))

    assert thief.get("cart").json()["items"] == []


@pytest.mark.parametrize(
    "token", ["x", "a:b", "00000000-0000-0000-0000-000000000000", "é", "x" * 5_000, ":", "%00"]
)
def test_a_forged_cart_token_is_refused_everywhere(app: App, token: str) -> None:
    app.token = token
    with nothing_changes():
        for method, path, body in (
            ("GET", "cart", None), ("DELETE", "cart", None), ("POST", "cart/items", {"sku": "x"}), ("GET", "orders", None),
            ("GET", "shipping-methods", None), ("GET", "orders/ES-AAAA-AAAA", None),
        ):  # fmt: skip
            problem(app.call(method, path, body), 400, "bad_cart_token")


@pytest.mark.parametrize("access", ["x", "e30.e30.e30", "null", "é"])
def test_a_forged_access_token_is_refused(app: App, access: str) -> None:
    app.access = access
    assert problem(app.get("cart"), 401)["title"] == "Not logged in"


def test_who_has_nothing_has_no_list_of_orders(app: App) -> None:
    answer = app.get("orders")

    problem(answer, 401, "not_authenticated")
    assert answer["WWW-Authenticate"] == "Bearer"


def test_nothing_of_it_is_cached(app: App, new_variant: NewVariant) -> None:
    app.put_in(new_variant().sku)
    for path in ("cart", "orders", "shipping-methods", "orders/ES-AAAA-AAAA"):
        assert app.get(path)["Cache-Control"] == "private, no-store"


def test_an_address_of_the_book_is_an_address_of_an_order(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    register(app).put_in(new_variant().sku)
    book = app.post("addresses", ADDRESS).json()

    order = app.order(shipping_address=book)

    assert order.status_code == 201, order.json()
