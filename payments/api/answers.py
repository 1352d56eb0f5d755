"""What clients get of saved cards, and its schema."""

from typing import Any

from rest_framework import serializers


class CardAnswer(serializers.Serializer[Any]):
    id = serializers.CharField(help_text="The payment method to confirm an order's PaymentIntent with.")
    brand = serializers.CharField()
    last4 = serializers.CharField()
    exp_month = serializers.IntegerField()
    exp_year = serializers.IntegerField()


class CardList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CardAnswer(many=True)


class SetupAnswer(serializers.Serializer[Any]):
    id = serializers.CharField()
    client_secret = serializers.CharField(help_text="Confirm it with a card; the bank may want to ask.")
