"""The query parameters of the product list: read strictly, described for the schema."""

from typing import Final

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from catalog.api.choices import FACET_PARAMETERS, brands, choices
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.cursor import BadCursor
from catalog.queries.listing.selection import LARGEST_AMOUNT, BadPriceRange, Ordering, Selection
from catalog.queries.search_terms import LONGEST_SEARCH
from electricityshop.errors import InvalidInput
from electricityshop.pages import PageRequest

PAGING = [
    OpenApiParameter("page", int, description="From 1."),
    OpenApiParameter("page_size", int, description="1 to 100; 24 without it."),
]
SUGGESTED = OpenApiParameter(
    "q", str, description=f"What was typed so far; at most {LONGEST_SEARCH} characters."
)
PRODUCT_LIST = [
    OpenApiParameter(
        "search", str, description=f"Words, a SKU or an EAN; at most {LONGEST_SEARCH} characters."
    ),
    OpenApiParameter("category", str, description="Path or slug; its subcategories are included."),
    *FACET_PARAMETERS,
    OpenApiParameter("min_price", int, description="Minor units."),
    OpenApiParameter("max_price", int, description="Minor units."),
    OpenApiParameter("in_stock", bool, description="`true`: only what can be had now."),
    OpenApiParameter(
        "ordering",
        str,
        enum=[*Ordering],
        description="`-` is descending. Without it: relevance where there is a search, else popularity.",
    ),
    *PAGING,
    OpenApiParameter(
        "after",
        str,
        description=(
            "Where to go on, as `next` gave it: for lists without a search, of any length. Not together with `page`."
        ),
    ),
]
LAST_OFFSET: Final = 10_000
"""So many products can be paged over by number."""
_TRUTH = {"": False, "true": True, "1": True, "false": False, "0": False}


class UnknownOrdering(InvalidInput):
    code = "unknown_ordering"


class BadTruth(InvalidInput):
    code = "bad_boolean"


class PageTooFar(InvalidInput):
    code = "page_too_far"


def selection(query: QueryDict) -> Selection:
    """Raises a `DomainError` naming the parameter that is wrong; unknown parameters are ignored."""
    category = query.get("category", "").strip("/")
    return Selection(
        category=category_tree().named(category).path if category else "",
        search=" ".join(query.get("search", "").split()),
        brands=brands(query),
        choices=choices(query),
        minimum=_amount(query, "min_price"),
        maximum=_amount(query, "max_price"),
        only_in_stock=truth(query, "in_stock"),
        ordering=_ordering(query.get("ordering", "")),
    )


def walks(query: QueryDict, wanted: Selection) -> bool:
    """Whether the list is read on from its beginning or a cursor, and not by page number.

    Raises `BadCursor` where both are given, and where there is nothing to walk along.
    """
    after = query.get("after", "")
    if after and query.get("page"):
        raise BadCursor("Give either `page` or `after`.")
    if after and wanted.search:
        raise BadCursor("A search has pages only: use `page`.")
    return not wanted.search and not query.get("page")


def page_request(query: QueryDict, *, default_size: int = 24) -> PageRequest:
    """Raises `BadPage`, `PageOutOfRange`, and `PageTooFar` where counting off products would take too long."""
    wanted = PageRequest.parse(query.get("page"), query.get("page_size"), default_size=default_size)
    if wanted.offset >= LAST_OFFSET:
        message = f"Pages reach to product {LAST_OFFSET}. Begin without `page` and follow `next`, whose `after` has no end."
        raise PageTooFar(message, fields={"page": message})
    return wanted


def _amount(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_AMOUNT):
        message = f"Give a whole number of minor units from 0 to {LARGEST_AMOUNT}."
        raise BadPriceRange("That is not a price.", fields={name: message})
    return int(text)


def truth(query: QueryDict, name: str) -> bool:
    text = query.get(name, "").lower()
    if text not in _TRUTH:
        raise BadTruth("That is neither true nor false.", fields={name: "Give true or false."})
    return _TRUTH[text]


def _ordering(text: str) -> Ordering:
    if not text:
        return Ordering.RELEVANCE
    try:
        return Ordering(text)
    except ValueError as error:
        message = f"Order by one of: {', '.join(Ordering)}."
        raise UnknownOrdering(message, fields={"ordering": message}) from error
