"""Orders that make no sense or cannot be: the right refusal, and nothing changes."""

from typing import Any

import pytest

from catalog.models import StockItem, Variant
from tests.orders.api.app import ADDRESS, ORDER, App, nothing_changes, problem
from tests.orders.conftest import NewVariant
from tests.payments.provider import Provider

pytestmark = pytest.mark.django_db


def test_an_empty_cart_is_no_order(app: App, shipping: None) -> None:
    with nothing_changes():
        problem(app.order(), 409, "empty_cart")


def test_stock_that_went_between_cart_and_order(app: App, new_variant: NewVariant, shipping: None) -> None:
    variant = new_variant(on_hand=3)
    app.put_in(variant.sku, 2)
    StockItem.objects.update(on_hand=1)

    with nothing_changes():
        refusal = problem(app.order(), 409, "cart_has_problems")

    assert refusal["errors"] == {variant.sku: ["Only 1 of 2 available."]}
    item = app.get("cart").json()["items"][0]
    assert (item["problem"], item["problem_code"]) == ("Only 1 of 2 available.", "not_enough")
    assert (item["quantity"], item["available"], item["can_take"]) == (2, 1, 1)


@pytest.mark.parametrize(
    ("change", "code", "can_take"),
    [
        ({"stock__on_hand": 0}, "sold_out", 0),
        ({"is_active": False}, "not_for_sale", 0),
        ({"quantity_step": 3}, "bad_quantity", 1),
        ({}, "", 2),
    ],
)
def test_a_line_says_for_programs_what_is_wrong_with_it(
    app: App, new_variant: NewVariant, change: dict[str, Any], code: str, can_take: int
) -> None:
    variant = new_variant(on_hand=3)
    app.put_in(variant.sku, 2)
    if "stock__on_hand" in change:
        StockItem.objects.update(on_hand=0)
    else:
        Variant.objects.update(**change)

    item = app.get("cart").json()["items"][0]

    assert (item["problem_code"], bool(item["problem"]), item["can_take"]) == (code, bool(code), can_take)


def test_an_app_orders_again_what_its_own_unpaid_order_holds(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    variant = new_variant(on_hand=3)
    app.put_in(variant.sku, 3)
    first = app.order().json()["number"]

    item = app.put_in(variant.sku, 2)
    second = app.order()

    assert (item["available"], item["problem_code"]) == (3, "")
    assert second.status_code == 201
    assert app.get(f"orders/{first}").json()["status"] == "cancelled"


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
