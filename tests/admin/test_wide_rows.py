"""One row with much belonging to it costs as many statements as one with little."""

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client

from accounts.models import User
from catalog.commands.adjust_stock import AdjustStock, adjust_stock
from catalog.models import Attribute, AttributeChoice, Category, CategoryAttribute, ProductImage, Variant
from electricityshop.events.models import Delivery, OutboxMessage
from orders.models import Cart, Order, ShippingMethod, ShippingWeightStep
from payments.commands.request_refund import RequestRefund, request_refund
from payments.models import Payment
from tests.admin.shop import Shop
from tests.admin.test_every_page import address, cost
from tests.orders.conftest import filled_cart
from tests.orders.test_finalization import pay

pytestmark = pytest.mark.django_db

Wide = Callable[[Shop, int], Model]


def order(shop: Shop, number: int) -> Model:
    return Order.objects.get(pk=shop.place(*((shop.new_variant(weight=1), 1) for _ in range(number))).id)


def cart(shop: Shop, number: int) -> Model:
    return Cart.objects.get(pk=filled_cart(*((shop.new_variant(), 1) for _ in range(number))))


def product(shop: Shop, number: int) -> Model:
    made = shop.new_variant().product
    Variant.objects.bulk_create(Variant(product=made, sku=f"{made.slug}-{n}") for n in range(min(number, 15)))
    ProductImage.objects.bulk_create(
        ProductImage(product=made, alternative_text=str(n)) for n in range(number)
    )
    return made


def category(shop: Shop, number: int) -> Model:
    made = Category.objects.create(slug=f"wide-{number}", path=f"wide-{number}", name="Wide")
    for n in range(number):
        attribute = Attribute.objects.create(code=f"{made.slug}-{n}", name=f"A {n}", kind="text")
        CategoryAttribute.objects.create(category=made, attribute=attribute)
    return made


def attribute(shop: Shop, number: int) -> Model:
    made = Attribute.objects.create(code=f"wide-{number}", name="Wide", kind="choice")
    AttributeChoice.objects.bulk_create(AttributeChoice(attribute=made, value=f"v{n}") for n in range(number))
    return made


def stock(shop: Shop, number: int) -> Model:
    variant = shop.new_variant()
    for _ in range(number):
        adjust_stock(AdjustStock(variant_id=variant.pk, change=1, reason="found", actor="test"))
    return variant.stock


def payment(shop: Shop, number: int) -> Model:
    placed = shop.place((shop.new_variant(), 1))
    pay(placed)
    for n in range(number):
        request_refund(RequestRefund(placed.number, f"{placed.number}-{n}", 1, "test", "staff"))
    return Payment.objects.get(reference=placed.number)


def method(shop: Shop, number: int) -> Model:
    made = ShippingMethod.objects.create(code=f"wide-{number}", name="Wide", kind="weight")
    ShippingWeightStep.objects.bulk_create(
        ShippingWeightStep(method=made, up_to=n, price=n) for n in range(number)
    )
    return made


def message(shop: Shop, number: int) -> Model:
    made = OutboxMessage.objects.create(name="x", aggregate="y", payload={})
    due_at = User.objects.values_list("date_joined", flat=True)[0]
    Delivery.objects.bulk_create(
        Delivery(message=made, subscriber=f"s{n}", due_at=due_at) for n in range(number)
    )
    return made


@pytest.mark.parametrize(
    "make",
    [order, cart, product, category, attribute, stock, payment, method, message],
    ids=lambda make: make.__name__,
)
def test_thirty_cost_as_much_as_three(superuser: Client, shop: Shop, make: Wide) -> None:
    few, many = make(shop, 3), make(shop, 30)

    costs = [cost(superuser, address(type(row), "change", row.pk)) for row in (few, many)]

    assert costs[0] == costs[1] <= 40
