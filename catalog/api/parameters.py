"""The query parameters of the product list: read strictly, described for the schema."""

from django.http import QueryDict
from drf_spectacular.utils import OpenApiParameter

from catalog.queries.category_tree import category_tree
from catalog.queries.listing.selection import LARGEST_AMOUNT, BadPriceRange, Ordering, Selection
from catalog.queries.search_terms import LONGEST_SEARCH
from electricityshop.errors import InvalidInput

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
]
_TRUTH = {"": False, "true": True, "1": True, "false": False, "0": False}


class UnknownOrdering(InvalidInput):
    code = "unknown_ordering"


class BadTruth(InvalidInput):
    code = "bad_boolean"


def selection(query: QueryDict) -> Selection:
    """Raises a `DomainError` naming the parameter that is wrong; unknown parameters are ignored."""
    category = query.get("category", "").strip("/")
    return Selection(
        category=category_tree().named(category).path if category else "",
        search=" ".join(query.get("search", "").split()),
        minimum=_amount(query, "min_price"),
        maximum=_amount(query, "max_price"),
        only_in_stock=_truth(query, "in_stock"),
        ordering=_ordering(query.get("ordering", "")),
    )


def _amount(query: QueryDict, name: str) -> int | None:
    text = query.get(name, "")
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= 10 and int(text) <= LARGEST_AMOUNT):
        message = f"Give a whole number of minor units from 0 to {LARGEST_AMOUNT}."
        raise BadPriceRange("That is not a price.", fields={name: message})
    return int(text)


def _truth(query: QueryDict, name: str) -> bool:
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
