"""What a shopper can set on a list of products."""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from catalog.queries.listing.selection import Ordering
from electricityshop.money import minor_units

SORTS = (
    (Ordering.POPULAR, _("Most popular")),
    (Ordering.CHEAPEST, _("Price, low to high")),
    (Ordering.DEAREST, _("Price, high to low")),
    (Ordering.NEWEST, _("Newest")),
    (Ordering.NAME, _("Name")),
)
SEARCH_SORTS = ((Ordering.RELEVANCE, _("Best match")), *SORTS)


class PriceField(forms.DecimalField):
    """Major units as people type them: `12`, `12.50`, `12,50`. Cleans to minor units."""

    def __init__(self, **more: Any) -> None:
        super().__init__(min_value=Decimal(0), max_digits=9, decimal_places=2, required=False, **more)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off", "maxlength": 12})

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        amount: Decimal | None = super().clean(value)
        return None if amount is None else minor_units(amount, settings.SHOP_CURRENCY)


class ListingForm(forms.Form):
    min_price = PriceField(label=_("From"))
    max_price = PriceField(label=_("To"))
    in_stock = forms.BooleanField(label=_("In stock only"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        lowest, highest = cleaned.get("min_price"), cleaned.get("max_price")
        if lowest is not None and highest is not None and lowest > highest:
            self.add_error("min_price", _("This is more than the highest price."))
        return self.cleaned_data
