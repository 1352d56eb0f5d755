"""The fields of a postal address, as many times as a form needs them."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django import forms
from django_countries import countries

from accounts.domain.postal import LENGTHS, REQUIRED, BadAddress, PostalAddress
from orders.pages.country_select import Choices, CountryField

NAMES = ("name", "company", "line1", "line2", "postcode", "city", "country", "phone")
LABELS = {
    "name": "Full name",
    "company": "Company",
    "line1": "Street and number",
    "line2": "Floor, building, c/o",
    "postcode": "Postcode",
    "city": "City",
    "phone": "Phone",
}
OPTIONAL = {"company", "line2", "phone"}
AUTOCOMPLETE = {
    "name": "name",
    "company": "organization",
    "line1": "address-line1",
    "line2": "address-line2",
    "postcode": "postal-code",
    "city": "address-level2",
    "country": "country",
    "phone": "tel",
}
WHY_PHONE = "Only for the carrier, should the parcel not find you."


@lru_cache(maxsize=64)
def postal_fields(kind: str, prefix: str, country_choices: Choices) -> Mapping[str, forms.Field]:
    """`kind` is `shipping` or `billing`, which a browser's address book tells apart.

    Forms share the fields, which know nothing of a form, and must leave them as they are.
    """
    fields: dict[str, forms.Field] = {}
    for name in NAMES:
        attributes = {"autocomplete": f"{kind} {AUTOCOMPLETE[name]}"}
        fields[prefix + name] = (
            _country_field(country_choices, attributes)
            if name == "country"
            else _text_field(name, attributes)
        )
    return MappingProxyType(fields)


def postal_address(values: Mapping[str, Any], prefix: str, region: str = "") -> PostalAddress:
    """The address typed. Raises `BadAddress`, its fields named as the domain names them."""
    return PostalAddress(**{name: values.get(prefix + name) or "" for name in NAMES}, region=region)


def address_faults(error: BadAddress, prefix: str) -> dict[str, str]:
    """Form field to message."""
    return {prefix + name: message for name, message in error.fields.items() if name in NAMES}


def country_name(code: str) -> str:
    return str(countries.name(code)) or code


class PostcodeField(forms.CharField):
    """Asked for everywhere; whether this country can do without is known to the address."""

    def validate(self, value: Any) -> None:
        """Nothing is required here."""


def _text_field(name: str, attributes: dict[str, str]) -> forms.Field:
    field = PostcodeField if name == "postcode" else forms.CharField
    if name == "phone":
        attributes |= {"type": "tel"}
    elif name == "postcode":
        attributes |= {"autocapitalize": "characters", "spellcheck": "false"}
    return field(
        label=LABELS[name],
        max_length=LENGTHS[name],
        required=name not in OPTIONAL,
        help_text=WHY_PHONE if name == "phone" else "",
        error_messages={"required": REQUIRED.get(name, "")},
        widget=forms.TextInput(attrs=attributes),
    )


def _country_field(choices: Choices, attributes: dict[str, str]) -> forms.Field:
    return CountryField(
        choices,
        attrs=attributes,
        label="Country",
        error_messages={
            "required": REQUIRED["country"],
            "invalid_choice": "We do not deliver to this country yet.",
        },
    )
