"""What clients send. Unknown members are ignored: prices, totals and owners never come from a client."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from accounts.domain.postal import LENGTHS, BadAddress, PostalAddress


def valid(serializer_class: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """The body, checked. Raises `ValidationError`, which becomes a problem."""
    serializer = serializer_class(data=request.data)
    serializer.is_valid(raise_exception=True)
    return dict(serializer.validated_data)


class WholeNumberField(serializers.IntegerField):
    """A JSON integer: not 1.5, not "2", not true."""

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("invalid")
        return super().to_internal_value(data)


class NewItemSerializer(serializers.Serializer[Any]):
    sku = serializers.CharField(max_length=64)
    quantity = WholeNumberField(default=1)


class QuantitySerializer(serializers.Serializer[Any]):
    quantity = WholeNumberField()


class OrderAddressSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(max_length=LENGTHS["name"])
    company = serializers.CharField(
        max_length=LENGTHS["company"], required=False, allow_blank=True, default=""
    )
    line1 = serializers.CharField(max_length=LENGTHS["line1"])
    line2 = serializers.CharField(max_length=LENGTHS["line2"], required=False, allow_blank=True, default="")
    city = serializers.CharField(max_length=LENGTHS["city"])
    region = serializers.CharField(max_length=LENGTHS["region"], required=False, allow_blank=True, default="")
    postcode = serializers.CharField(
        max_length=LENGTHS["postcode"], required=False, allow_blank=True, default=""
    )
    country = serializers.CharField(min_length=2, max_length=2, help_text="ISO 3166 alpha-2, e.g. `DE`.")
    phone = serializers.CharField(max_length=LENGTHS["phone"], required=False, allow_blank=True, default="")

    def to_internal_value(self, data: Any) -> PostalAddress:
        """The address itself; what it says about its fields is said beside them."""
        values = super().to_internal_value(data)
        try:
            return PostalAddress(**values | {"country": values["country"].upper()})
        except BadAddress as error:
            raise serializers.ValidationError(
                {name: [text] for name, text in error.fields.items()}
            ) from error


class NewOrderSerializer(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    shipping_address = OrderAddressSerializer()
    billing_address = OrderAddressSerializer(
        required=False, allow_null=True, help_text="Left out: as shipping."
    )
    shipping_method = serializers.CharField(max_length=40, help_text="A code of `GET shipping-methods`.")
    expected_total = WholeNumberField(
        required=False,
        allow_null=True,
        help_text="Minor units; when given, a changed total is refused with 409.",
    )
    save_card = serializers.BooleanField(
        default=False, help_text="Keep the card the app pays with; of customers only, guests have none."
    )


class CancelSerializer(serializers.Serializer[Any]):
    reason = serializers.CharField(max_length=200, required=False, default="The customer changed their mind.")
