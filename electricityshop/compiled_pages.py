"""Whole pages of `templates/jinja2`: for what a visitor waits for that no cache can keep.

Their head, header and footer are those of a page of Django's own templates, the shell, which is put together once per
process and language. See docs/adr/0017.
"""

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

from django.contrib.messages import get_messages
from django.core.signals import setting_changed
from django.http import HttpRequest, HttpResponse
from django.template.backends.utils import csrf_input
from django.template.loader import get_template, render_to_string
from django.utils.functional import SimpleLazyObject
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from electricityshop.compiled_templates import words
from electricityshop.monitoring.requests import shop_context

_CUT = "\0"
"""Stands in the shell where a page puts something of its own; no template can hold it."""
Shell = tuple[SafeString, ...]


def compiled_page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page or a piece of one. It gets what is passed, `request`, `csrf_input`, and the words of the reader's language."""
    around = {
        "request": request,
        "csrf_input": SimpleLazyObject(partial(csrf_input, request)),
        "shell": shell,
        "messages": partial(_messages, request),
    }
    page = get_template(template, using="jinja2").render({**words(), **around, **context})
    return HttpResponse(page, status=status)


def shell(page: str) -> Shell:
    """The pieces of a page of `templates/`: before its title, its messages, its content, and the end."""
    return _shell(page, get_language())


@lru_cache(maxsize=64)
def _shell(page: str, language: str | None) -> Shell:
    """`language` is the active one."""
    whole = render_to_string("_shell.html", {"page": page, "cut": _CUT, **shop_context()})
    pieces = tuple(map(SafeString, whole.split(_CUT)))
    if len(pieces) != 4:
        raise ValueError(f"{page} must show title, messages and content once each")
    return pieces


def _messages(request: HttpRequest) -> SafeString:
    """What happened just now, which is shown once."""
    found = get_messages(request)
    return SafeString(render_to_string("_messages.html", {"messages": found})) if found else _no_messages()


@lru_cache(maxsize=1)
def _no_messages() -> SafeString:
    return SafeString(render_to_string("_messages.html"))


def _forget(**_: object) -> None:
    """Settings change in tests only."""
    _shell.cache_clear()


setting_changed.connect(_forget)
