"""What staff fill in for an action on an order."""

from typing import Any

from django import forms

from electricityshop.staff_forms import StaffForm
from orders.queries.orders import OrderView


class CancelForm(StaffForm):
    reason = forms.CharField(max_length=200, label="Reason, as the customer will read it")


class RefundForm(StaffForm):
    amount = forms.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, required=False, label="Amount",
        help_text="In major units, e.g. 12.50. Empty: everything that is left.",
    )  # fmt: skip
    reason = forms.CharField(max_length=200, label="Reason")
    key = forms.CharField(widget=forms.HiddenInput, label="", max_length=40)


class ShipForm(StaffForm):
    carrier = forms.CharField(max_length=80, label="Carrier")
    tracking_number = forms.CharField(max_length=80, required=False, label="Tracking number")
    tracking_url = forms.URLField(
        max_length=300, required=False, label="Tracking link", assume_scheme="https"
    )
    key = forms.CharField(widget=forms.HiddenInput, label="", max_length=40, required=False)


def ship_form(order: OrderView) -> type[ShipForm]:
    """A form that also asks how much of each article is in the parcel."""
    quantities = {
        f"quantity_{line.position}": forms.IntegerField(
            label=f"{line.sku} {line.name}", initial=line.left, min_value=0, max_value=line.left, required=False,
            help_text=f"{line.left} of {line.quantity} left to ship",
        )
        for line in order.lines
        if line.left
    }  # fmt: skip
    return type("ShipForm", (ShipForm,), quantities)


def packed(order: OrderView, data: dict[str, Any]) -> dict[str, int] | None:
    """SKU to quantity, taken out of what was filled in; None, which is all that is left, when no quantity was."""
    counts = {line.sku: data.pop(f"quantity_{line.position}", None) for line in order.lines}
    if all(count is None for count in counts.values()):
        return None
    return {sku: count for sku, count in counts.items() if count}


class ConfirmForm(StaffForm):
    """Nothing to fill in: only asks."""
