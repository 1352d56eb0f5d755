"""Form fields from compiled templates: Django's own Jinja templates for widgets, ours for what stands around them."""

from typing import Any
from weakref import WeakKeyDictionary

from django.forms import BoundField, Field
from django.forms.renderers import Jinja2
from django.template.loader import get_template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from electricityshop.compiled_templates import words

_FIELD = "_field.html"
_INPUTS = {f"django/forms/widgets/{kind}.html" for kind in ("text", "email", "checkbox")}


_empty: WeakKeyDictionary[Field, dict[tuple[str, str | None], SafeString]] = WeakKeyDictionary()
"""Empty fields as they are shown; gone with a field that only one form has."""


def shown(field: BoundField) -> SafeString:
    """With label, help and errors. An empty one looks the same to everybody, and is put together once."""
    if field.value() or field.name in field.form.errors:
        return field.as_field_group()
    kept = _empty.setdefault(field.field, {})
    key = (field.auto_id, get_language())
    if key not in kept:
        kept[key] = field.as_field_group()
    return kept[key]


class CompiledFields(Jinja2):
    """For a form with so many fields that they cost more than the rest of its page."""

    field_template_name = _FIELD

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == _FIELD:
            return get_template(_FIELD, using="jinja2").render({**words(), **context}, request)
        if template_name in _INPUTS:
            return _input(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: dict[str, Any]) -> str:
    """As Django's own three templates for an input put it together."""
    value = {} if widget["value"] is None else {"value": widget["value"]}
    said = {"type": widget["type"], "name": widget["name"]} | value | widget["attrs"]
    parts = [
        f" {name}" if each is True else f' {name}="{conditional_escape(each)}"'
        for name, each in said.items()
        if each is not False
    ]
    return SafeString(f"<input{''.join(parts)}>")


COMPILED_FIELDS = CompiledFields()
"""The `default_renderer` of such a form: the one for all of them, because it keeps what it compiled."""
