"""What staff fill in for an action on an order."""

from django import forms

from electricityshop.staff_forms import StaffForm


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


class ConfirmForm(StaffForm):
    """Nothing to fill in: only asks."""
