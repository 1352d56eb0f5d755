"""Form fields from compiled templates: Django's own Jinja templates for widgets, ours for what stands around them."""

from typing import Any

from django.forms.renderers import Jinja2
from django.template.loader import get_template

from electricityshop.compiled_templates import words

_FIELD = "_field.html"


class CompiledFields(Jinja2):
    """For a form with so many fields that they cost more than the rest of its page."""

    field_template_name = _FIELD

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> str:
        if template_name == _FIELD:
            return get_template(_FIELD, using="jinja2").render({**words(), **context}, request)
        return super().render(template_name, context, request)


COMPILED_FIELDS = CompiledFields()
"""The `default_renderer` of such a form: the one for all of them, because it keeps what it compiled."""
