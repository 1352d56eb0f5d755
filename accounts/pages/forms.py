"""The address book's form, and the name on the account."""

from typing import Any

from django import forms
from django.conf import settings
from django_countries import countries

from accounts.domain.postal import LENGTHS, REQUIRED, BadAddress, PostalAddress
from accounts.queries.address_book import POSTAL_FIELDS, AddressView

LABELS = {
    "name": "Full name",
    "company": "Company",
    "line1": "Street and number",
    "line2": "Flat, floor, entrance",
    "postcode": "Postcode",
    "city": "City",
    "region": "Region",
    "phone": "Phone",
}
NEEDED = REQUIRED | {"postcode": "Enter the postcode."}
AUTOCOMPLETE = {
    "name": "name",
    "company": "organization",
    "line1": "address-line1",
    "line2": "address-line2",
    "postcode": "postal-code",
    "city": "address-level2",
    "region": "address-level1",
    "country": "country",
    "phone": "tel",
}


def country_choices() -> list[tuple[str, str]]:
    """The countries the shop ships to, its own first."""
    codes = [settings.SHOP_COUNTRY, *sorted(settings.SHOP_SHIPS_TO, key=countries.name)]
    return [(code, countries.name(code)) for code in dict.fromkeys(codes)]


class AddressForm(forms.Form):
    """Shape only; the rules are `PostalAddress`'s, whose words it shows beside the fields."""

    country = forms.ChoiceField(label="Country", error_messages={"required": "Choose a country."})
    make_default = forms.BooleanField(label="Offer this address first at checkout", required=False)
    field_order = (
        "country", "name", "company", "line1", "line2", "postcode", "city", "region", "phone", "make_default",
    )  # fmt: skip

    def __init__(self, *args: Any, saved: AddressView | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in LABELS.items():
            self.fields[name] = forms.CharField(
                label=label,
                max_length=LENGTHS[name],
                required=name in NEEDED,
                error_messages={
                    "required": NEEDED.get(name, ""),
                    "max_length": f"Use at most {LENGTHS[name]} characters.",
                },
            )
        self._fill_in(saved)
        for name, token in AUTOCOMPLETE.items():
            self.fields[name].widget.attrs["autocomplete"] = token
        self.fields["phone"].widget.input_type = "tel"
        self.fields["phone"].widget.attrs["inputmode"] = "tel"
        self.fields["phone"].help_text = "For the carrier, should the driver not find you."
        self.order_fields(self.field_order)

    def _fill_in(self, saved: AddressView | None) -> None:
        country = self.fields["country"]
        assert isinstance(country, forms.ChoiceField)  # noqa: S101  # for the type checker
        choices = country_choices()
        if saved:
            if saved.postal.country not in dict(choices):
                choices.append((saved.postal.country, countries.name(saved.postal.country)))
            self.initial = {name: getattr(saved.postal, name) for name in POSTAL_FIELDS}
            if saved.is_default:
                del self.fields["make_default"]
        country.choices = choices
        self.initial.setdefault("country", settings.SHOP_COUNTRY)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        values = {name: cleaned.get(name, "") for name in POSTAL_FIELDS}
        try:
            cleaned["postal"] = PostalAddress(**values)
        except BadAddress as error:
            for name, message in error.fields.items():
                if name not in self.errors:
                    self.add_error(name, message)
        return cleaned


class NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
