"""Quantities, articles and lines that make no sense: the right refusal, and nothing changes."""

from typing import Any

import pytest

from catalog.models import Product, Variant
from tests.orders.api.app import App, nothing_changes, problem
from tests.orders.conftest import NewVariant

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


def test_unknown_members_of_the_query_and_the_body_are_ignored(app: App, new_variant: NewVariant) -> None:
    assert app.post("cart/items", {"sku": new_variant().sku, "color": "red"}).status_code == 201
    assert app.get("orders?ordering=user__password&user__email__startswith=a").status_code == 200
