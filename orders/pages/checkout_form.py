"""The first step of checkout: who, and where to."""

from typing import Any

from django import forms
from django.conf import settings

from accounts.domain.postal import BadAddress, PostalAddress
from accounts.queries.address_book import AddressView
from orders.pages.answers import Answers
from orders.pages.country_select import country_choices
from orders.pages.form_rendering import COMPILED_FIELDS
from orders.pages.postal_fields import NAMES, address_faults, postal_address, postal_fields

NEW = "new"
BILLING = "billing_"


# every form has these, and none changes them, as with `postal_fields`
_EMAIL = forms.EmailField(
    label="E-mail",
    max_length=254,
    help_text="For the confirmation and news of your parcel.",
    error_messages={
        "required": "Enter your e-mail address.",
        "invalid": "Enter an e-mail address, e.g. name@example.com.",
    },
    widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
)
_SAVE_ADDRESS = forms.BooleanField(label="Save it in my address book", required=False)
_SAME_BILLING = forms.BooleanField(label="The invoice goes to the same address", required=False)


class CheckoutForm(forms.Form):
    """`book` are the addresses a customer has saved: one of them, or a new one, is where the order goes.

    Once valid, `answers` holds what was filled in.
    """

    answers: Answers
    default_renderer = COMPILED_FIELDS

    def __init__(
        self, *args: Any, book: tuple[AddressView, ...] = (), is_customer: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.book = {str(entry.id): entry for entry in book}
        self.is_customer = is_customer
        self.fields["email"] = _EMAIL
        if self.book:
            self.fields["address"] = forms.ChoiceField(
                label="Where to?",
                choices=[
                    *((key, str(entry.postal.line1)) for key, entry in self.book.items()),
                    (NEW, "Another address"),
                ],
                error_messages={"required": "Choose an address.", "invalid_choice": "Choose an address."},
            )
        self.fields |= postal_fields("shipping", "", country_choices(settings.SHOP_SHIPS_TO))
        self.fields |= {"save_address": _SAVE_ADDRESS, "same_billing": _SAME_BILLING}
        self.fields |= postal_fields("billing", BILLING, country_choices())

    @property
    def types_address(self) -> bool:
        """Whether the shipping address is typed here rather than chosen."""
        return not self.book or self.cleaned_data.get("address") == NEW

    @property
    def wants_to_save(self) -> bool:
        return self.is_customer and self.types_address and bool(self.cleaned_data["save_address"])

    def clean(self) -> dict[str, Any]:
        shipping = self._typed("") if self.types_address else self._chosen()
        if self.cleaned_data.get("same_billing"):
            self._ignore(BILLING)
            billing = None
        else:
            billing = self._typed(BILLING)
        if shipping and not self.errors:
            chosen = None if self.types_address else int(self.cleaned_data["address"])
            self.answers = Answers(self.cleaned_data["email"], shipping, billing, chosen)
        return self.cleaned_data

    def _typed(self, prefix: str) -> PostalAddress | None:
        try:
            return postal_address(self.cleaned_data, prefix)
        except BadAddress as error:
            for name, message in address_faults(error, prefix).items():
                if name not in self.errors:
                    self.add_error(name, message)
        return None

    def _chosen(self) -> PostalAddress | None:
        self._ignore("")
        entry = self.book.get(self.cleaned_data.get("address", ""))
        if entry is None:
            return None
        if entry.postal.country not in settings.SHOP_SHIPS_TO:
            self.add_error("address", "We do not deliver to this country yet.")
            return None
        return entry.postal

    def _ignore(self, prefix: str) -> None:
        """What stands in the fields of an address that is not wanted is no error."""
        for name in NAMES:
            self.errors.pop(prefix + name, None)


def first_values(answers: Answers, book: tuple[AddressView, ...], email: str) -> dict[str, Any]:
    """What the form shows at first: what was filled in before, else what the account knows."""
    values: dict[str, Any] = {
        "email": answers.email or email,
        "country": settings.SHOP_COUNTRY,
        f"{BILLING}country": settings.SHOP_COUNTRY,
        "same_billing": answers.billing is None,
        "address": _first_choice(answers, book),
    }
    for prefix, address in (
        ("", None if answers.address_id else answers.shipping),
        (BILLING, answers.billing),
    ):
        if address:
            values |= {prefix + name: getattr(address, name) for name in NAMES}
    return values


def _first_choice(answers: Answers, book: tuple[AddressView, ...]) -> str:
    known = [entry.id for entry in book]
    if answers.address_id in known:
        return str(answers.address_id)
    return str(known[0]) if known and answers.shipping is None else NEW
