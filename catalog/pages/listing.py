"""From the query string of a list page to what to ask for; nonsense falls back to the default, and says so."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.functional import Promise

from catalog.pages.chips import chips, price_links
from catalog.pages.facet_parameters import brands, choices
from catalog.pages.forms import SEARCH_SORTS, SORTS, ListingForm
from catalog.queries.category_tree import UnknownCategory, category_tree
from catalog.queries.comparison import comparison
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.product_cards import CARD_SPECS, TABLE_SPECS
from catalog.queries.product_list import product_list
from catalog.queries.search_terms import LONGEST_SEARCH
from electricityshop.pages import PageRequest
from electricityshop.templatetags.shop import address

MOST_PAGES = 100
"""Nobody turns so many: who wants more is asked to narrow the list down."""
VIEWS = ("cards", "table")
"""The page cache remembers the one chosen last, see the profiles in the settings."""


@dataclass(frozen=True, slots=True)
class Listing:
    """A list page's request: the selection, which page of it, and how it is shown."""

    request: HttpRequest
    is_search: bool
    selection: Selection
    page_request: PageRequest
    view: str
    form: ListingForm
    sorts: tuple[tuple[str, str | Promise], ...]
    was_shortened: bool

    @classmethod
    def of(cls, request: HttpRequest, *, category: str = "", is_search: bool = False) -> "Listing":
        """Raises `BadPage` and `PageOutOfRange`."""
        text = " ".join(request.GET.get("q", "").split()) if is_search else ""
        form = ListingForm(request.GET)
        values = form.cleaned_data if form.is_valid() else {}
        sorts = SEARCH_SORTS if text else SORTS
        selection = Selection(
            category=_category(request.GET.get("category", "")) if is_search else category,
            search=text[:LONGEST_SEARCH],
            brands=brands(request.GET),
            choices=choices(request.GET),
            minimum=values.get("min_price"),
            maximum=values.get("max_price"),
            only_in_stock=bool(values.get("in_stock")),
            ordering=_ordering(request.GET.get("sort", ""), sorts),
        )
        page_request = PageRequest.parse(request.GET.get("page"), last=MOST_PAGES)
        shortened = len(text) > LONGEST_SEARCH
        return cls(request, is_search, selection, page_request, _view(request), form, sorts, shortened)

    def context(self) -> dict[str, Any]:
        """What `catalog/_results.html` needs. Raises `PageOutOfRange`."""
        is_table = self.view == "table"
        specs = TABLE_SPECS if is_table else CARD_SPECS
        page = product_list(self.selection, self.page_request, specs=specs, with_facets=True)
        own = chips(self.request, self.selection, page, is_search=self.is_search)
        return {
            "listing": self,
            "page": page,
            "comparison": comparison(page.items) if is_table else None,
            "chips": own,
            "price_links": price_links(self.request, page.facets),
            "is_filtered": bool(own),
            "all_url": self._all_url(),
        }

    def _all_url(self) -> str:
        """Of the page with nothing chosen."""
        kept = {"q", "sort", "view"}
        return address(self.request, {}, without=tuple(name for name in self.request.GET if name not in kept))


def _ordering(text: str, sorts: tuple[tuple[Ordering, Any], ...]) -> Ordering:
    offered = [ordering for ordering, _ in sorts]
    return Ordering(text) if text in offered else offered[0]


def _category(path: str) -> str:
    """Of a search; one that there is not narrows nothing."""
    try:
        return category_tree().at(path).path if path else ""
    except UnknownCategory:
        return ""


def _view(request: HttpRequest) -> str:
    wanted = request.GET.get("view", "")
    return wanted if wanted in VIEWS else VIEWS[0]
