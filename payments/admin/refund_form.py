"""The refund dialog."""

from typing import Any
from uuid import uuid4

from django import forms
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminDecimalFieldWidget, UnfoldAdminTextInputWidget


def new_key() -> str:
    return f"staff-{uuid4()}"


class RefundForm(BaseDialogForm):
    """The key is fixed when the dialog opens: pressing the button twice is one refund."""

    amount = forms.DecimalField(
        required=False,
        min_value=0,
        max_digits=10,
        decimal_places=2,
        widget=UnfoldAdminDecimalFieldWidget,
        help_text="Empty: all that is left.",
    )
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)
    key = forms.CharField(max_length=80, widget=forms.HiddenInput, initial=new_key)

    def clean_amount(self) -> Any:
        amount = self.cleaned_data["amount"]
        if amount is not None and amount <= 0:
            raise forms.ValidationError("Give a positive amount.")
        return amount
