"""The Jinja environment of `templates/jinja2`: partials compiled to Python, for what stands on a page dozens of times,
and whole pages (see `compiled_pages`).

A page of Django's shows a partial with `{% compiled "catalog/_cards.html" cards=… %}`. It gets what is passed, and the words of the
reader's language. See docs/adr/0014.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext
from django_countries import countries
from jinja2 import Environment, StrictUndefined, pass_context

from electricityshop.templatetags import shop

_KEPT = 4096
"""Texts a language keeps ready: a shop's data sheets say the same few thousand numbers and units again and again."""


def environment(**options: Any) -> Environment:
    """Named in the setting `TEMPLATES`. A name that was not passed is an error, not an empty place."""
    strict = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    jinja = Environment(**options | strict)  # noqa: S701  # Django's backend has switched autoescape on
    jinja.filters |= {"linebreaks": shop.paragraphs, "money": shop.money, "without_vat": shop.without_vat}
    jinja.globals |= {
        "icon": shop.icon,
        "notice": shop.notice,
        "page_numbers": shop.page_numbers,
        "partial": partial,
        "url": shop.url,
    }
    jinja.globals |= {"page_url": pass_context(shop.page_url), "url_with": pass_context(shop.url_with)}
    return jinja


def partial(name: str, /, **passed: Any) -> SafeString:
    """A partial of Django's own templates, for what a compiled page seldom shows."""
    return SafeString(render_to_string(name, passed))


def words() -> Mapping[str, Callable[..., str]]:
    """`_`, `number`, `quantity` and the like, in the language of this request."""
    return _words(get_language())


@lru_cache(maxsize=64)
def _words(language: str | None) -> Mapping[str, Callable[..., str]]:
    """Each answer is kept: which language is active is looked at once for a partial, not for each of its words."""
    kept = lru_cache(maxsize=_KEPT, typed=True)
    said: dict[str, Callable[..., str]] = {
        "_": gettext,
        "country": lambda code: str(countries.name(code)),
        "date": date_format,
        "lamp": shop.lamp,
        "ngettext": ngettext,
        "number": shop.number,
        "products": shop.products,
        "quantity": shop.quantity,
        "rate": shop.rate,
        "sold_as": shop.sold_as,
        "stock": shop.stock,
        "weight": shop.weight,
    }
    return {name: kept(function) for name, function in said.items()}
