"""What is chosen on a list page, each with the address of the page without it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from catalog.domain.records import AttributeKind
from catalog.domain.search.closeness import Meaning
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.facets import Facets
from catalog.queries.listing.options import span_label
from catalog.queries.listing.parameters import PREFIX
from catalog.queries.listing.selection import Choice, Selection, span
from catalog.queries.product_list import ProductPage
from catalog.queries.specification import label
from catalog.queries.vocabulary import AttributeView, vocabulary
from electricityshop.money import Money
from electricityshop.templatetags.shop import address, money

_MEANINGS = {
    Meaning.AT_LEAST: gettext_noop("at least %(value)s"),
    Meaning.NEAREST: gettext_noop("about %(value)s"),
    Meaning.EXACTLY: "%(value)s",
}


@dataclass(frozen=True, slots=True)
class Chip:
    label: str
    url: str


def chips(request: HttpRequest, selection: Selection, page: ProductPage, *, is_search: bool) -> list[Chip]:
    return [
        *_place(request, selection, is_search=is_search),
        *_measured(request, selection, page),
        *_own(request, selection, page.facets),
    ]


def _measured(request: HttpRequest, selection: Selection, page: ProductPage) -> Iterator[Chip]:
    """Quantities in the search: without one, the search is for the rest of its text."""
    for asked in page.quantities:
        quantity, text = asked.quantity, selection.search
        rest = " ".join(f"{text[: quantity.start]} {text[quantity.end :]}".split())
        value = f"{quantity.value.normalize():f}"
        if quantity.upto is not None:
            value = f"{value}–{quantity.upto.normalize():f}"
        yield Chip(
            _(_MEANINGS[asked.meaning]) % {"value": f"{value} {quantity.unit}"}, _with_search(request, rest)
        )


def _with_search(request: HttpRequest, text: str) -> str:
    return address(request, {"q": text} if text else {}, without=("q", "page"))


def _place(request: HttpRequest, selection: Selection, *, is_search: bool) -> Iterator[Chip]:
    """The category, where it is a choice and not the page itself."""
    if is_search and selection.category:
        yield Chip(category_tree().at(selection.category).name, _without(request, "category"))


def _own(request: HttpRequest, selection: Selection, facets: Facets) -> Iterator[Chip]:
    names = {option.value: option.label for facet, option in facets.chosen if facet.is_brand}
    for slug in selection.brands:
        yield Chip(names.get(slug, slug), _without(request, "brand", slug))
    attributes = vocabulary().attributes
    for choice in selection.choices:
        yield from _values(request, attributes[choice.code], choice)
    if selection.minimum is not None:
        yield Chip(
            _("from %(amount)s") % {"amount": money(selection.minimum)}, _without(request, "min_price")
        )
    if selection.maximum is not None:
        yield Chip(
            _("up to %(amount)s") % {"amount": money(selection.maximum)}, _without(request, "max_price")
        )
    if selection.only_in_stock:
        yield Chip(_("In stock only"), _without(request, "in_stock"))


def _values(request: HttpRequest, attribute: AttributeView, choice: Choice) -> Iterator[Chip]:
    for value in choice.values:
        ends = span(value) if attribute.kind == AttributeKind.NUMBER else None
        if ends:
            shown = span_label(attribute, *ends)
        elif attribute.kind == AttributeKind.BOOLEAN:
            shown = label(attribute, value == "true")
        else:
            shown = label(attribute, value)
        yield Chip(f"{attribute.name}: {shown}", _without(request, f"{PREFIX}{choice.code}", value))


def _without(request: HttpRequest, name: str, value: str = "") -> str:
    """The first page of the list without one value of a parameter, or without all of them."""
    left = [other for other in request.GET.getlist(name) if value and other != value]
    return address(request, {name: left} if left else {}, without=(name, "page"))


@dataclass(frozen=True, slots=True)
class PriceLink:
    label: str
    url: str
    count: int


def price_links(request: HttpRequest, facets: Facets) -> list[PriceLink]:
    return [
        PriceLink(
            f"{money(told.low)} – {money(told.high)}",
            address(
                request, {"min_price": _typed(told.low), "max_price": _typed(told.high)}, without=("page",)
            ),
            told.count,
        )
        for told in facets.prices
    ]


def _typed(amount: int) -> str:
    """As people type it."""
    return str(Money(amount, settings.SHOP_CURRENCY).major)
