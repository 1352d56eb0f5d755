"""`{% compiled %}`: a partial of `templates/jinja2` in a page of Django's own templates."""

from typing import Any

from django import template
from django.template.loader import get_template
from django.utils.safestring import SafeString

from electricityshop.compiled_templates import words

register = template.Library()


@register.simple_tag(takes_context=True)
def compiled(context: template.Context, name: str, /, **passed: Any) -> SafeString:
    """The partial with what is passed to it; `request` and `csrf_input` are there too."""
    partial = get_template(name, using="jinja2")
    return SafeString(partial.render({**words(), **passed}, context.get("request")))
