"""A purchase through the front door: cart, order, payment at the real sandbox, webhook, finalization."""

from typing import Any

import pytest

from catalog.models import StockItem
from orders.finalization import finalize_order
from orders.models import Order
from payments.jobs import process_webhook
from payments.models import WebhookEvent
from tests.orders.api.app import ADDRESS, App, problem
from tests.orders.conftest import NewVariant
from tests.orders.test_finalization import relay
from tests.payments.provider import DECLINED, GOOD, Provider, send

pytestmark = pytest.mark.django_db


def work(provider: Provider, number: str) -> None:
    """What happens behind the shop's back: the webhooks come, the workers do their work."""
    for event in provider.events():
        if event["data"]["object"].get("metadata", {}).get("reference", number) == number:
            assert send(event).status_code == 200
    for event_id in WebhookEvent.objects.values_list("pk", flat=True):
        process_webhook(event_id=str(event_id))
    relay()
    finalize_order(Order.objects.get(number=number).pk)


def placed(app: App, new_variant: NewVariant) -> dict[str, Any]:
    app.put_in(new_variant(price=1_190, on_hand=5).sku, 2)
    answer = app.order()
    assert answer.status_code == 201, answer.json()
    return dict(answer.json())


def test_a_guest_buys(app: App, provider: Provider, new_variant: NewVariant, shipping: None) -> None:
    cable = new_variant(price=1_190, on_hand=5)
    assert app.get("cart").json() == {
        "token": None,
        "items": [],
        "total": 0,
        "tax_total": 0,
        "currency": "EUR",
    }

    line = app.put_in(cable.sku, 2)
    cart = app.get("cart").json()
    methods = app.get("shipping-methods").json()
    order = app.order().json()

    assert app.token == cart["token"]
    assert (line["quantity"], line["unit_price"], line["total"], line["problem"]) == (2, 1_190, 2_380, "")
    assert (cart["total"], cart["tax_total"], len(cart["items"])) == (2_380, 380, 1)
    assert [(method["code"], method["price"]) for method in methods["results"]] == [
        ("parcel", 490),
        ("flat", 500),
    ]
    assert (order["status"], order["total"], order["currency"]) == ("pending", 2_870, "EUR")
    assert (order["items_total"], order["shipping_total"], order["tax_total"]) == (2_380, 490, 458)
    assert order["shipping_address"] == order["billing_address"]
    assert app.get("cart").json()["items"] == []
    assert StockItem.objects.get(variant=cable).held == 2

    assert provider.pay(order["payment"]["checkout_url"], GOOD).status_code == 303
    work(provider, order["number"])

    paid = app.get(f"orders/{order['number']}").json()
    assert (paid["status"], paid["payment"]) == ("confirmed", None)
    assert [step["state"] for step in paid["steps"]] == ["done"] * 4
    assert StockItem.objects.get(variant=cable).on_hand == 3
    assert [card["number"] for card in app.get("orders").json()["results"]] == [order["number"]]


def test_a_declined_card_leaves_the_order_open_for_another(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    order = placed(app, new_variant)
    url = order["payment"]["checkout_url"]

    assert provider.pay(url, DECLINED).status_code != 303
    work(provider, order["number"])
    declined = app.get(f"orders/{order['number']}").json()
    assert (declined["status"], declined["payment"]) == ("pending", order["payment"])

    assert provider.pay(url, GOOD).status_code == 303
    work(provider, order["number"])
    assert app.get(f"orders/{order['number']}").json()["status"] == "confirmed"


def test_an_app_pays_with_the_client_secret(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    order = placed(app, new_variant)

    intent = provider.confirm(order["payment"]["client_secret"])
    work(provider, order["number"])

    assert (intent["status"], intent["amount"]) == ("succeeded", order["total"])
    assert app.get(f"orders/{order['number']}").json()["status"] == "confirmed"


def test_an_unpaid_order_is_cancelled_and_can_no_longer_be_paid(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    order = placed(app, new_variant)

    cancelled = app.post(f"orders/{order['number']}/cancel")
    again = app.post(f"orders/{order['number']}/cancel", {"reason": "Once more."})
    relay()

    assert (cancelled.status_code, cancelled.json()["status"], cancelled.json()["payment"]) == (
        200,
        "cancelled",
        None,
    )
    assert (again.status_code, again.json()["status"]) == (200, "cancelled")
    assert StockItem.objects.get().held == 0
    assert provider.pay(order["payment"]["checkout_url"], GOOD).status_code != 303


def test_a_paid_order_is_cancelled_and_the_money_goes_back(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    order = placed(app, new_variant)
    provider.pay(order["payment"]["checkout_url"], GOOD)
    work(provider, order["number"])

    assert app.post(f"orders/{order['number']}/cancel", {}).json()["status"] == "cancelled"
    work(provider, order["number"])

    after = app.get(f"orders/{order['number']}").json()
    assert (after["status"], after["refunded"]) == ("cancelled", order["total"])
    assert StockItem.objects.get().on_hand == 5


def test_a_shipped_order_can_no_longer_be_cancelled(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    order = placed(app, new_variant)
    Order.objects.update(status="shipped")

    problem(app.post(f"orders/{order['number']}/cancel", {}), 409, "illegal_transition")


def test_billing_may_differ(app: App, provider: Provider, new_variant: NewVariant, shipping: None) -> None:
    app.put_in(new_variant().sku)
    billing = {**ADDRESS, "company": "Analytical Engines", "country": "us", "postcode": "10001"}

    order = app.order(billing_address=billing).json()

    assert order["billing_address"] == {
        **ADDRESS, "company": "Analytical Engines", "country": "US", "postcode": "10001", "line2": "", "region": "", "phone": ""
    }  # fmt: skip
    assert order["shipping_address"]["country"] == "DE"


def test_what_the_client_says_about_money_is_ignored(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    variant = new_variant(price=1_190)
    lies = {
        "price": 1,
        "unit_price": 1,
        "total": 1,
        "status": "paid",
        "user": 1,
        "refunded": 1,
        "currency": "XXX",
    }

    app.post("cart/items", {"sku": variant.sku, "quantity": 1} | lies)
    order = app.order(
        **lies, id=1, number="ES-AAAA-AAAA", paid_at="2020-01-01", placement_key="x", pay_until=None
    ).json()

    assert (order["total"], order["status"], order["currency"]) == (1_680, "pending", "EUR")
    stored = Order.objects.get()
    assert (stored.total, stored.user_id, stored.refunded, stored.paid_at) == (1_680, None, 0, None)
    assert provider.confirm(order["payment"]["client_secret"])["amount"] == 1_680


def test_the_provider_is_away_and_the_order_waits(
    app: App, provider: Provider, new_variant: NewVariant, shipping: None
) -> None:
    app.put_in(new_variant().sku)
    provider.faults({"path": "/v1/*", "fault": "error_before", "remembered": False, "times": 20})

    problem(app.order("try-again"), 503)
    provider.clear_faults()
    order = app.order("try-again")

    assert (order.status_code, Order.objects.count()) == (201, 1)
    assert order.json()["payment"]["checkout_url"].startswith(provider.url)
