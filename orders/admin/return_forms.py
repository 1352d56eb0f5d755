"""What staff fill in about a return."""

from collections.abc import Iterable
from typing import Any

from django import forms

from electricityshop.staff_forms import StaffForm
from orders.models import ReturnLine


class RejectForm(StaffForm):
    reason = forms.CharField(max_length=200, label="Reason, as the customer will read it")


class RefundReturnForm(StaffForm):
    amount = forms.DecimalField(
        max_digits=10, decimal_places=2, min_value=0, required=False, label="Amount",
        help_text="In major units, e.g. 12.50. Empty: all that the articles which came cost; 0: nothing.",
    )  # fmt: skip
    with_shipping = forms.BooleanField(required=False, label="With the shipping costs of the order")


def receive_form(lines: Iterable[ReturnLine]) -> type[StaffForm]:
    """A form with two numbers per article: what goes back on the shelf, and what does not."""
    fields: dict[str, forms.Field] = {}
    for line in lines:
        what = f"{line.order_line.sku} {line.order_line.name}"
        fields[f"restock_{line.pk}"] = _count(f"{what}: back on the shelf", line.quantity, line.quantity)
        fields[f"scrap_{line.pk}"] = _count(f"{what}: scrapped", 0, line.quantity)
    return type("ReceiveForm", (StaffForm,), fields)


def received(lines: Iterable[ReturnLine], data: dict[str, Any]) -> tuple[dict[str, int], dict[str, int]]:
    """SKU to quantity, restocked and scrapped."""
    lines = list(lines)
    return (
        {line.order_line.sku: data[f"restock_{line.pk}"] or 0 for line in lines},
        {line.order_line.sku: data[f"scrap_{line.pk}"] or 0 for line in lines},
    )


def _count(label: str, initial: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, initial=initial, min_value=0, max_value=most, required=False)
