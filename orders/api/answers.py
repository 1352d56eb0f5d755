"""What clients get of carts and shipping: plain JSON values made from the queries' DTOs, and their schema."""

from typing import Any

from rest_framework import serializers

from orders.cart_token import cart_token
from orders.queries.carts import CartItem, CartView, ProblemCode
from orders.queries.shipping_options import ShippingOption


class CartItemAnswer(serializers.Serializer[Any]):
    id = serializers.IntegerField()
    sku = serializers.CharField()
    slug = serializers.CharField()
    name = serializers.CharField()
    image = serializers.CharField()
    quantity = serializers.IntegerField()
    sale_unit = serializers.CharField()
    unit_price = serializers.IntegerField()
    total = serializers.IntegerField()
    available = serializers.IntegerField(
        help_text="What you may have of it; your own unpaid orders do not count."
    )
    can_take = serializers.IntegerField(
        help_text="The most of `quantity` that can be ordered now; 0 for none."
    )
    problem = serializers.CharField(help_text="Why it cannot be ordered as it is; empty when it can.")
    problem_code = serializers.ChoiceField([code.value for code in ProblemCode if code], allow_blank=True)


class CartAnswer(serializers.Serializer[Any]):
    token = serializers.CharField(allow_null=True, help_text="A guest's; send it as X-Cart-Token.")
    items = CartItemAnswer(many=True)
    total = serializers.IntegerField(help_text="Of the goods, VAT included, minor units.")
    tax_total = serializers.IntegerField()
    currency = serializers.CharField()


def cart_answer(cart: CartView, *, is_guest: bool) -> dict[str, Any]:
    return {
        "token": cart_token(cart.id) if is_guest and cart.id else None,
        "items": [_item(item) for item in cart.items],
        "total": cart.totals.items,
        "tax_total": cart.totals.tax,
        "currency": cart.currency,
    }


def _item(item: CartItem) -> dict[str, Any]:
    return {
        "id": item.id,
        "sku": item.offer.sku,
        "slug": item.offer.product_slug,
        "name": item.offer.name,
        "image": item.offer.drawing,
        "quantity": item.quantity,
        "sale_unit": item.offer.sale_unit,
        "unit_price": item.offer.price or 0,
        "total": item.total.amount,
        "available": item.available,
        "can_take": item.can_take,
        "problem": item.fault.message,
        "problem_code": item.fault.code.value,
    }


class ShippingMethodAnswer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    price = serializers.IntegerField(allow_null=True)
    currency = serializers.CharField()
    minimum_days = serializers.IntegerField()
    maximum_days = serializers.IntegerField()
    refusal = serializers.CharField(help_text="Why it cannot take the cart; empty when it can.")


class ShippingMethodList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = ShippingMethodAnswer(many=True)


def shipping_answer(option: ShippingOption, currency: str) -> dict[str, Any]:
    return {
        "code": option.code,
        "name": option.name,
        "description": option.description,
        "price": None if option.price is None else option.price.amount,
        "currency": currency,
        "minimum_days": option.minimum_days,
        "maximum_days": option.maximum_days,
        "refusal": option.refusal,
    }
