"""Shapes of what the accounts API takes and gives. The rules are the commands'."""

from typing import Any

from rest_framework import serializers

from accounts.commands.register import LONGEST_PASSWORD
from accounts.domain.postal import LENGTHS
from accounts.queries.address_book import POSTAL_FIELDS, AddressView


class PasswordField(serializers.CharField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, max_length=LONGEST_PASSWORD, write_only=True, **kwargs)


class RegisterRequest(serializers.Serializer[Any]):
    email = serializers.EmailField(max_length=254)
    password = PasswordField()
    name = serializers.CharField(max_length=150, required=False, allow_blank=True, default="")


class LoginRequest(serializers.Serializer[Any]):
    email = serializers.CharField(max_length=254)
    password = PasswordField()
    code = serializers.CharField(
        max_length=20,
        required=False,
        allow_blank=True,
        default="",
        help_text="For accounts with a second factor: a code of the authenticator app, or a recovery code.",
    )


class RefreshRequest(serializers.Serializer[Any]):
    refresh = serializers.CharField(max_length=200)


class Tokens(serializers.Serializer[Any]):
    access = serializers.CharField(help_text="Send it as `Authorization: Bearer …`.")
    refresh = serializers.CharField(help_text="Good for one refresh, which gives the next one.")
    token_type = serializers.CharField()
    expires_in = serializers.IntegerField(help_text="Seconds until `access` expires.")


class Me(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    email = serializers.EmailField(read_only=True)
    name = serializers.CharField(max_length=150, allow_blank=True)
    email_verified = serializers.BooleanField(read_only=True)
    two_factor = serializers.BooleanField(read_only=True)
    joined_at = serializers.DateTimeField(read_only=True)


class Registration(Tokens):
    user = Me()


class Address(serializers.Serializer[Any]):
    id = serializers.IntegerField(read_only=True)
    name = serializers.CharField(max_length=LENGTHS["name"])
    company = serializers.CharField(max_length=LENGTHS["company"], required=False, allow_blank=True)
    line1 = serializers.CharField(max_length=LENGTHS["line1"])
    line2 = serializers.CharField(max_length=LENGTHS["line2"], required=False, allow_blank=True)
    city = serializers.CharField(max_length=LENGTHS["city"])
    region = serializers.CharField(max_length=LENGTHS["region"], required=False, allow_blank=True)
    postcode = serializers.CharField(max_length=LENGTHS["postcode"], required=False, allow_blank=True)
    country = serializers.CharField(min_length=2, max_length=2, help_text="ISO 3166-1 alpha-2, e.g. `DE`.")
    phone = serializers.CharField(max_length=LENGTHS["phone"], required=False, allow_blank=True)
    is_default = serializers.BooleanField(
        required=False,
        help_text="`true` makes it the default; `false` changes nothing, a book always has one.",
    )


class AddressList(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = Address(many=True)


def address_body(view: AddressView) -> dict[str, Any]:
    """One address as the API gives it."""
    values = {name: getattr(view.postal, name) for name in POSTAL_FIELDS}
    return {"id": view.id, **values, "is_default": view.is_default}
