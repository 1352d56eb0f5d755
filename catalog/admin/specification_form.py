"""Editing a specification: JSON that fits the attributes it uses."""

from typing import Any

from django import forms
from django.forms.fields import InvalidJSONInput
from unfold.widgets import UnfoldAdminTextareaWidget

from catalog.domain.specifications import faults
from catalog.queries.vocabulary import vocabulary


class SpecificationField(forms.JSONField):
    """Shows again what was typed, as it was typed: parsed and written anew it may be what no page can show."""

    def bound_data(self, data: Any, initial: Any) -> Any:
        return None if data is None else InvalidJSONInput(data)


class SpecificationForm(forms.ModelForm):  # type: ignore[type-arg]  # django-stubs' generic exists for mypy alone
    """Refuses values that do not fit their attribute."""

    specification = SpecificationField(
        required=False, widget=UnfoldAdminTextareaWidget, help_text="Attribute code to normalised value."
    )

    def clean_specification(self) -> dict[str, Any]:
        specification: dict[str, Any] = self.cleaned_data["specification"] or {}
        if wrong := faults(specification, vocabulary().attributes):
            raise forms.ValidationError(wrong)
        return specification
