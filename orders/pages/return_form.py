"""What a customer fills in to send articles back."""

from typing import Any

from django import forms

from electricityshop.errors import DomainError
from orders.domain.returns import REASONS
from orders.queries.orders import LineView, OrderView


class ReturnForm(forms.Form):
    """One quantity per article that was shipped. Once valid, `quantities` is SKU to quantity.

    How much may still be sent back is the command's to say: it knows a form that is sent a second time.
    """

    quantities: dict[str, int]

    def __init__(self, *args: Any, order: OrderView, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"quantity_{line.position}": line for line in order.lines if line.shipped}
        for name, line in self.lines.items():
            self.fields[name] = _quantity(line)
        self.fields["reason"] = forms.ChoiceField(
            label="Why do you send it back?",
            choices=[("", "Please choose"), *((reason.value, text) for reason, text in REASONS.items())],
            error_messages={"required": "Choose a reason.", "invalid_choice": "Choose a reason."},
        )
        self.fields["note"] = forms.CharField(
            label="Anything we should know?",
            max_length=500,
            required=False,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        self.fields["key"] = forms.CharField(max_length=64, widget=forms.HiddenInput)

    @property
    def rows(self) -> list[tuple[LineView, forms.BoundField]]:
        """Each article that may be sent back, with its field."""
        return [(line, self[name]) for name, line in self.lines.items() if line.returnable]

    def refuse(self, error: DomainError) -> None:
        """Say what the command said, beside the articles it is about."""
        self.add_error(None, error.message)
        for name, line in self.lines.items():
            if line.sku in error.fields:
                self.add_error(name, error.fields[line.sku])

    def clean(self) -> dict[str, Any]:
        chosen = {line.sku: self.cleaned_data.get(name) or 0 for name, line in self.lines.items()}
        self.quantities = {sku: quantity for sku, quantity in chosen.items() if quantity}
        if not self.quantities and not any(name in self.errors for name in self.lines):
            self.add_error(None, "Choose how many of which article you send back.")
        return self.cleaned_data


def _quantity(line: LineView) -> forms.IntegerField:
    field = forms.IntegerField(
        label=line.name,
        min_value=0,
        max_value=line.shipped,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "invalid": "Give a whole number.",
            "min_value": "Give 0 or more.",
            "max_value": f"At most {line.returnable} can be sent back.",
        },
    )
    field.widget.attrs["max"] = line.returnable
    return field
