"""What clients get of orders: plain JSON values made from the queries' DTOs, and their schema."""

from dataclasses import asdict
from typing import Any, Protocol

from rest_framework import serializers

from orders.api.fields import OrderAddressSerializer
from orders.domain.status import OrderStatus
from orders.domain.steps import Step, StepState
from orders.queries.orders import OrderCard, OrderView

STATUS_CODES = [status.value for status in OrderStatus]


class Ways(Protocol):
    """Ways to pay; empty where there is none."""

    @property
    def client_secret(self) -> str: ...
    @property
    def checkout_url(self) -> str: ...


class PaymentAnswer(serializers.Serializer[Any]):
    client_secret = serializers.CharField(help_text="Of the PaymentIntent, for a mobile client.")
    checkout_url = serializers.CharField(help_text="The hosted payment page.")


class OrderCardAnswer(serializers.Serializer[Any]):
    number = serializers.CharField()
    status = serializers.ChoiceField(STATUS_CODES)
    placed_at = serializers.DateTimeField()
    total = serializers.IntegerField()
    currency = serializers.CharField()


class OrderList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = OrderCardAnswer(many=True)


class OrderLineAnswer(serializers.Serializer[Any]):
    sku = serializers.CharField()
    name = serializers.CharField()
    quantity = serializers.IntegerField()
    sale_unit = serializers.CharField()
    unit_price = serializers.IntegerField()
    total = serializers.IntegerField()
    tax_rate = serializers.IntegerField(help_text="Basis points.")
    shipped = serializers.IntegerField(help_text="How much of it has left.")
    returned = serializers.IntegerField(help_text="How much of that is in returns.")


class TaxAnswer(serializers.Serializer[Any]):
    rate = serializers.IntegerField(help_text="Basis points.")
    gross = serializers.IntegerField()
    tax = serializers.IntegerField()


class StepAnswer(serializers.Serializer[Any]):
    name = serializers.ChoiceField([step.value for step in Step])
    state = serializers.ChoiceField([state.value for state in StepState])


class ShipmentLineAnswer(serializers.Serializer[Any]):
    sku = serializers.CharField()
    quantity = serializers.IntegerField()


class ShipmentAnswer(serializers.Serializer[Any]):
    carrier = serializers.CharField()
    tracking_number = serializers.CharField()
    tracking_url = serializers.CharField()
    shipped_at = serializers.DateTimeField()
    lines = ShipmentLineAnswer(many=True)


class OrderAnswer(OrderCardAnswer):
    email = serializers.EmailField()
    items_total = serializers.IntegerField()
    shipping_total = serializers.IntegerField()
    tax_total = serializers.IntegerField()
    refunded = serializers.IntegerField()
    shipping_method = serializers.CharField()
    lines = OrderLineAnswer(many=True)
    taxes = TaxAnswer(many=True)
    shipping_address = OrderAddressSerializer()
    billing_address = OrderAddressSerializer()
    steps = StepAnswer(many=True)
    shipments = ShipmentAnswer(many=True)
    return_until = serializers.DateTimeField(
        allow_null=True, help_text="Until when articles may be sent back; null while nothing may."
    )
    payment = PaymentAnswer(
        allow_null=True, help_text="How to pay; null when nothing is to be paid (any more)."
    )


def card_answer(card: OrderCard) -> dict[str, Any]:
    return {
        "number": card.number,
        "status": card.status.value,
        "placed_at": card.placed_at.isoformat(),
        "total": card.total.amount,
        "currency": card.total.currency,
    }


def payment_answer(ways: Ways | None) -> dict[str, str] | None:
    """None when there is no way to pay (any more)."""
    if ways is None or not (ways.client_secret or ways.checkout_url):
        return None
    return {"client_secret": ways.client_secret, "checkout_url": ways.checkout_url}


def order_answer(order: OrderView, payment: dict[str, str] | None) -> dict[str, Any]:
    return {
        "number": order.number,
        "status": order.status.value,
        "placed_at": order.placed_at.isoformat(),
        "total": order.total.amount,
        "currency": order.currency,
        "email": order.email,
        "items_total": order.items_total.amount,
        "shipping_total": order.shipping_total.amount,
        "tax_total": order.tax_total.amount,
        "refunded": order.refunded.amount,
        "shipping_method": order.shipping_name,
        "lines": [
            {
                "sku": line.sku,
                "name": line.name,
                "quantity": line.quantity,
                "sale_unit": line.sale_unit,
                "unit_price": line.unit_price.amount,
                "total": line.total.amount,
                "tax_rate": line.tax_rate,
                "shipped": line.shipped,
                "returned": line.returned,
            }
            for line in order.lines
        ],
        "taxes": [asdict(share) for share in order.taxes],
        "shipping_address": asdict(order.shipping_address),
        "billing_address": asdict(order.billing_address),
        "steps": [{"name": step.name.value, "state": step.state} for step in order.steps],
        "shipments": [
            {
                "carrier": parcel.carrier,
                "tracking_number": parcel.tracking_number,
                "tracking_url": parcel.tracking_url,
                "shipped_at": parcel.shipped_at.isoformat(),
                "lines": [{"sku": line.sku, "quantity": line.quantity} for line in parcel.lines],
            }
            for parcel in order.shipments
        ],
        "return_until": order.return_until.isoformat() if order.return_until else None,
        "payment": payment,
    }
