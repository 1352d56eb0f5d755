"""How amounts, numbers and quantities are written: `{% load shop %}` in any template."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.formats import number_format
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from electricityshop.money import Money, vat_included
from electricityshop.pages import Page

register = template.Library()

THIN_SPACE = "\u202f"
Number = int | float | Decimal


@register.filter
def money(amount: int | Money | str | None, currency: str = "") -> str:
    """Minor units (or Money) as people write them: `€1,234.50`; nothing for None."""
    if amount is None or isinstance(amount, str):
        return ""
    if isinstance(amount, Money):
        return amount.formatted()
    return Money(amount, currency or settings.SHOP_CURRENCY).formatted()


@register.filter
def without_vat(amount: int | None, basis_points: int) -> int | None:
    """A gross amount without the VAT it contains, in minor units."""
    return None if amount is None else amount - vat_included(amount, basis_points)


@register.filter
def rate(basis_points: int) -> str:
    """A tax rate: 1900 is `19 %`."""
    return f"{number(Decimal(basis_points) / 100)}{THIN_SPACE}%"


@register.filter
def number(value: Number) -> str:
    """A number by the locale, with no more decimals than it has."""
    exact = Decimal(str(value))
    text = format(exact.normalize(), "f")
    decimals = len(text.partition(".")[2])
    return number_format(exact, decimal_pos=decimals, force_grouping=abs(exact) >= 10_000)


@register.simple_tag
def quantity(value: Number | str, unit: str = "") -> SafeString:
    """A value and its unit in a lighter tone: `2.5 mm²`."""
    text = value if isinstance(value, str) else number(value)
    if not unit:
        return format_html('<span class="value">{}</span>', text)
    return format_html('<span class="value">{}<span class="unit">{}{}</span></span>', text, THIN_SPACE, unit)


@cache
def icon(name: str) -> SafeString:
    """The line icon of `_icon.html`; each is put together once."""
    return SafeString(render_to_string("_icon.html", {"name": name}))


def paragraphs(text: str) -> SafeString:
    """Plain text as paragraphs and line breaks."""
    return SafeString(linebreaks(text, autoescape=True))


def notice(text: str, tone: str = "") -> SafeString:
    """`_notice.html`: something to know."""
    return SafeString(render_to_string("_notice.html", {"text": text, "tone": tone}))


@register.simple_tag
def products(count: int) -> str:
    """`1 product`, `579 products`."""
    return ngettext("%(n)s product", "%(n)s products", count) % {"n": count}


@register.simple_tag
def lamp(in_stock: bool) -> SafeString:  # noqa: FBT001  # templates pass it by place
    """Whether there is any, as a lamp and a word."""
    return _lamp("in", gettext("In stock")) if in_stock else _lamp("out", gettext("Sold out"))


@register.simple_tag
def stock(available: int, sale_unit: str = "piece") -> SafeString:
    """How much is left where it is little, else whether there is any, as a lamp and a word."""
    if not 0 < available < 10:
        return lamp(available > 0)
    if sale_unit == "metre":
        return _lamp("low", gettext("Only %(length)s left") % {"length": sold_as(available, sale_unit)})
    left = ngettext("Only %(n)s left", "Only %(n)s left", available) % {"n": available}
    return _lamp("low", left)


def _lamp(state: str, word: str) -> SafeString:
    return format_html('<span class="stock {}">{}</span>', state, word)


@register.simple_tag
def weight(grams: int) -> SafeString:
    """`850 g`, `1.25 kg`."""
    return quantity(grams, "g") if grams < 1000 else quantity(Decimal(grams) / 1000, "kg")


@register.filter
def sold_as(amount: int, sale_unit: str) -> str:
    """How much is sold: `3 m` of cable, `1 piece`, `3 pieces`."""
    if sale_unit == "metre":
        return f"{number(amount)}{THIN_SPACE}m"
    return ngettext("%(amount)s piece", "%(amount)s pieces", amount) % {"amount": number(amount)}


def url(name: str, *values: object) -> str:
    """The address of a view, for compiled partials, which have no `{% url %}`."""
    return _reversed(get_script_prefix(), name, *values)


@lru_cache(maxsize=4096)
def _reversed(prefix: str, name: str, *values: object) -> str:
    """`prefix` is the active one. Every page asks for the same few dozen."""
    return reverse(name, args=values)


@register.simple_tag(takes_context=True)
def page_url(context: Mapping[str, Any] | template.Context, number: int) -> str:
    """The address of page `number` of the list shown, with the query parameters there are."""
    return address(context["request"], {"page": str(number)} if number > 1 else {}, without=("page",))


@register.simple_tag(takes_context=True)
def url_with(context: Mapping[str, Any] | template.Context, name: str, value: str) -> str:
    """The address of this page with one query parameter set."""
    return address(context["request"], {name: value})


@register.simple_tag(takes_context=True)
def url_without(context: Mapping[str, Any] | template.Context, *names: str) -> str:
    """The address of this page without some query parameters, from its first list page."""
    return address(context["request"], {}, without=(*names, "page"))


def address(
    request: HttpRequest, changed: Mapping[str, str | list[str]], *, without: tuple[str, ...] = ()
) -> str:
    """Of this page, with its query parameters in their order; an empty list takes one away."""
    parameters: dict[str, str | list[str]] = {
        name: values for name, values in request.GET.lists() if name not in without
    }
    parameters |= changed
    return f"{request.path}{'?' if parameters else ''}{urlencode(parameters, doseq=True)}"


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int | None]:
    """The pages to offer: first, last and those around the current one; None stands for those left out."""
    last, here = page.last_number, page.request.number
    wanted = sorted({1, last, *range(max(1, here - 1), min(last, here + 1) + 1)})
    offered: list[int | None] = []
    for place, current in enumerate(wanted):
        gap = current - wanted[place - 1] if place else 1
        if gap == 2:
            offered.append(current - 1)
        elif gap > 2:
            offered.append(None)
        offered.append(current)
    return offered
