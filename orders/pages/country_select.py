"""The select of countries: 250 options, whose text is the same for everybody."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django_countries import countries

from accounts.domain.countries import ISO_COUNTRIES

Choices = tuple[tuple[str, str], ...]


class CountrySelect(forms.Widget):
    """Puts its options together once: Django's own renders a template for each of them, each time."""

    def __init__(self, choices: Choices, attrs: dict[str, Any]) -> None:
        super().__init__(attrs)
        self.choices = choices

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        attributes = {"name": name, **self.build_attrs(self.attrs, attrs)}
        return format_html(
            "<select{}>{}</select>", flatatt(attributes), _options(self.choices, str(value or ""))
        )

    def use_required_attribute(self, initial: Any) -> bool:
        """A select always has a value."""
        return False


class CountryField(forms.CharField):
    """One of the countries of its select."""

    def __init__(self, choices: Choices, *, attrs: dict[str, Any], **kwargs: Any) -> None:
        super().__init__(widget=CountrySelect(choices, attrs), **kwargs)
        self.codes = _codes(choices)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and value not in self.codes:
            raise forms.ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")


def country_choices(codes: Iterable[str] = ISO_COUNTRIES) -> Choices:
    """Code and name in the reader's language, by name; every country when none are given."""
    return _named(frozenset(codes), get_language())


@lru_cache(maxsize=64)
def _named(codes: frozenset[str], language: str | None) -> Choices:
    return tuple((code, str(name)) for code, name in countries if code in codes)


@lru_cache(maxsize=1024)
def _options(choices: Choices, chosen: str) -> SafeString:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        ((code, " selected" if code == chosen else "", name) for code, name in choices),
    )


@lru_cache(maxsize=64)
def _codes(choices: Choices) -> frozenset[str]:
    return frozenset(code for code, _ in choices)
