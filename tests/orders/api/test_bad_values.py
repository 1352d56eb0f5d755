"""Values that make no sense: the right refusal, and nothing changes."""

from typing import Any

import pytest

from catalog.models import Product, StockItem, Variant
from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method
from tests.orders.api.app import ADDRESS, ORDER, App, nothing_changes, problem
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db

QUANTITIES: list[Any] = [
    0, -1, 1.5, 1.0, 1e9, 10**9, 10_001, 2**31, 2**63, 10**400, "2", "٣", "0x10", "", True, None, [], {}, [1], "NaN",
]  # fmt: skip


@pytest.mark.parametrize("quantity", QUANTITIES, ids=lambda value: repr(value)[:20])
def test_a_quantity_that_is_none(app: App, new_variant: NewVariant, quantity: Any) -> None:
    variant = new_variant()
    line = app.put_in(variant.sku)
    with nothing_changes():
        problem(app.post("cart/items", {"sku": variant.sku, "quantity": quantity}), 400)
        problem(app.call("PATCH", f"cart/items/{line['id']}", {"quantity": quantity}), 400)
    assert [item["quantity"] for item in app.get("cart").json()["items"]] == [1]


def test_more_than_there_is(app: App, new_variant: NewVariant) -> None:
    variant = new_variant(on_hand=3)
    line = app.put_in(variant.sku, 2)
    with nothing_changes():
        problem(app.post("cart/items", {"sku": variant.sku, "quantity": 2}), 409, "not_enough_stock")
        problem(app.call("PATCH", f"cart/items/{line['id']}", {"quantity": 4}), 409, "not_enough_stock")


def test_a_quantity_off_its_step(app: App, new_variant: NewVariant) -> None:
    variant = new_variant(on_hand=500, minimum_quantity=10, quantity_step=5)
    with nothing_changes():
        problem(app.post("cart/items", {"sku": variant.sku, "quantity": 12}), 400, "bad_quantity")
    assert app.put_in(variant.sku, 15)["quantity"] == 15


@pytest.mark.parametrize(
    "sku", ["", " ", "no-such", "x" * 65, "' OR 1=1--", "%", None, [], {}, True, 2**70, "\u202e"]
)
def test_an_article_that_is_none(app: App, db: None, sku: Any) -> None:
    with nothing_changes():
        answer = app.post("cart/items", {"sku": sku, "quantity": 1})
        problem(
            answer,
            404
            if (isinstance(sku, str) and sku in {"no-such", "' OR 1=1--", "%", "\u202e"}) or sku == 2**70
            else 400,
        )


def test_an_article_that_is_not_sold(app: App, new_variant: NewVariant) -> None:
    withdrawn, inactive, unpriced, gone = (new_variant() for _ in range(4))
    Product.objects.filter(variants=withdrawn).update(is_published=False)
    Variant.objects.filter(pk=inactive.pk).update(is_active=False)
    Variant.objects.filter(pk=unpriced.pk).update(price=None)
    Variant.objects.filter(pk=gone.pk).delete()

    with nothing_changes():
        for variant, status in ((withdrawn, 404), (inactive, 404), (unpriced, 409), (gone, 404)):
            problem(app.post("cart/items", {"sku": variant.sku, "quantity": 1}), status)


@pytest.mark.parametrize(
    "line", ["0", "-1", "abc", "1.5", str(2**31), str(2**63), "9" * 400, "%00", "../cart"]
)
def test_a_line_that_is_none(app: App, new_variant: NewVariant, line: str) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        for method, body in (("PATCH", {"quantity": 2}), ("DELETE", None)):
            answer = app.call(method, f"cart/items/{line}", body)
            assert answer.status_code in {400, 404}
            problem(answer, answer.status_code)


def test_an_empty_cart_is_no_order(app: App, shipping: None) -> None:
    with nothing_changes():
        problem(app.order(), 409, "empty_cart")


def test_stock_that_went_between_cart_and_order(app: App, new_variant: NewVariant, shipping: None) -> None:
    variant = new_variant(on_hand=3)
    app.put_in(variant.sku, 2)
    StockItem.objects.update(on_hand=1)

    with nothing_changes():
        refusal = problem(app.order(), 409, "cart_has_problems")

    assert refusal["errors"] == {variant.sku: ["Only 1 left."]}
    assert app.get("cart").json()["items"][0]["problem"] == "Only 1 left."


def test_a_total_that_changed(app: App, provider: Provider, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant(price=1_000).sku)
    with nothing_changes():
        for total in (1_489, 0, -1, 2**63):
            problem(app.order(expected_total=total), 409, "price_changed")
        for wrong in ("1490", 1490.0, True, []):
            problem(app.order(expected_total=wrong), 400, "invalid_input")
    assert app.order(expected_total=1_490).status_code == 201


NO_ADDRESS: list[Any] = [None, "", "x", [], {}, 1, True, [ADDRESS]]
FIELDS = [
    *(("name", value) for value in ("", " ", None, [], {}, True, "x" * 121, "a\nb", "\u202eAda")),
    ("line1", ""), ("line1", "x" * 161), ("city", None), ("city", "x" * 121), ("company", "x" * 121), ("region", "x" * 121),
    ("postcode", "x" * 21), ("postcode", "not one"), ("phone", "x" * 300), ("phone", "abc"),
    *(("country", value) for value in ("", "D", "DEU", "ZZ", "germany", None, 49, "ß")),
]  # fmt: skip


@pytest.mark.parametrize(("field", "value"), FIELDS, ids=lambda value: repr(value)[:20])
def test_an_address_that_is_not_complete(
    app: App, new_variant: NewVariant, shipping: None, field: str, value: Any
) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        for name in ("shipping_address", "billing_address"):
            refusal = problem(app.order(**{name: {**ADDRESS, field: value}}), 400, "invalid_input")
            assert set(refusal["errors"][name]) == {field}


@pytest.mark.parametrize("address", NO_ADDRESS, ids=repr)
def test_an_address_that_is_none(app: App, new_variant: NewVariant, shipping: None, address: Any) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        problem(app.order(shipping_address=address), 400, "invalid_input")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        *(("email", value) for value in ("", "a@b", "nobody", None, [], {}, True, "a b@c.example", "a@b.example\n.c",
                                         f"{'x' * 64}@{'y' * 60}.{'z' * 60}.{'w' * 60}.{'v' * 20}.example")),
        *(("shipping_method", value) for value in ("", None, [], {}, True, "x" * 41)),
    ],
    ids=lambda value: repr(value)[:20],
)  # fmt: skip
def test_an_order_that_is_not_complete(
    app: App, new_variant: NewVariant, shipping: None, field: str, value: Any
) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        assert set(problem(app.order(**{field: value}), 400, "invalid_input")["errors"]) == {field}


@pytest.mark.parametrize("field", ["email", "shipping_address", "shipping_method"])
def test_an_order_without_it(app: App, new_variant: NewVariant, shipping: None, field: str) -> None:
    app.put_in(new_variant().sku)
    body = {name: value for name, value in ORDER.items() if name != field}
    with nothing_changes():
        refusal = problem(app.post("orders", body, Idempotency_Key="key"), 400, "invalid_input")
    assert set(refusal["errors"]) == {field}


def test_a_way_it_cannot_travel(app: App, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant().sku)
    with nothing_changes():
        problem(app.order(shipping_method="no-such"), 409, "shipping_not_offered")
        problem(
            app.order(
                shipping_method="flat", shipping_address={**ADDRESS, "country": "AT", "postcode": "1010"}
            ),
            409,
        )
        problem(
            app.order(shipping_address={**ADDRESS, "country": "US", "postcode": "10001"}), 400, "bad_order"
        )


@pytest.mark.parametrize("country", ["ZZ", "US", "", "DEU", "%00", "%ff", "x" * 5_000])
def test_shipping_to_nowhere(app: App, db: None, country: str) -> None:
    problem(app.get(f"shipping-methods?country={country}"), 400)


@pytest.mark.parametrize("reason", ["", " ", "x" * 201, None, [], {}, True])
def test_a_reason_that_is_none(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None, reason: Any
) -> None:
    app.put_in(new_variant().sku)
    number = app.order().json()["number"]
    with nothing_changes():
        problem(app.post(f"orders/{number}/cancel", {"reason": reason}), 400)


@pytest.mark.parametrize("number", ["ES-AAAA-AAAA", "1", "' OR 1=1--", "x" * 500, "%20", "é", "..%2f"])
def test_an_order_that_is_none(app: App, new_variant: NewVariant, number: str) -> None:
    app.put_in(new_variant().sku)
    problem(app.get(f"orders/{number}"), 404)
    problem(app.post(f"orders/{number}/cancel"), 404)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("page=0", 400), ("page=-1", 400), ("page=abc", 400), ("page=1.5", 400), ("page=2", 404), ("page=1000000000000", 404),
        (f"page={'9' * 500}", 400), ("page=٣", 400), ("page_size=0", 400), ("page_size=101", 400), ("page_size=-5", 400),
        ("page_size=1000000000", 400), ("page_size=x", 400), ("page=%00", 400), ("page=%ff%fe", 400),
    ],
)  # fmt: skip
def test_a_page_that_is_none(app: App, new_variant: NewVariant, query: str, status: int) -> None:
    app.put_in(new_variant().sku)
    problem(app.get(f"orders?{query}"), status)


def test_pages_follow_each_other(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    variant = new_variant()
    for _ in range(3):
        app.put_in(variant.sku)
        assert app.order().status_code == 201

    first = app.get("orders?page_size=2").json()
    second = app.get(first["next"].partition("/api/v1/")[2]).json()

    assert (first["count"], first["previous"], len(first["results"])) == (3, None, 2)
    assert (second["next"], len(second["results"])) == (None, 1)
    assert second["previous"] == "http://testserver/api/v1/orders?page=1&page_size=2"
    numbers = [card["number"] for card in (*first["results"], *second["results"])]
    assert len(set(numbers)) == 3


def test_unknown_members_of_the_query_and_the_body_are_ignored(app: App, new_variant: NewVariant) -> None:
    assert app.post("cart/items", {"sku": new_variant().sku, "color": "red"}).status_code == 201
    assert app.get("orders?ordering=user__password&user__email__startswith=a").status_code == 200


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
