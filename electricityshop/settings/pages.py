"""Profiles of cached pages; `docs/caching.md` says what they promise. A page names its own with `cached_page`."""

from typing import Any

_FILTERS = ("brand*", "f.*", "min_price", "max_price", "in_stock")
_VIEW = {"view": ("list_view", ("cards", "table"))}
_DAY = 24 * 3600

PAGE_PROFILES: dict[str, dict[str, Any]] = {
    # the API
    "Products": {
        "seconds": 60,
        "max_age": 60,
        "vary_by": ("category", "search", *_FILTERS, "facets", "ordering", "page", "page_size", "after"),
    },
    "Product": {"seconds": 60, "max_age": 60},
    "Categories": {"seconds": 60, "max_age": 60, "vary_by": ("page", "page_size")},
    "ProductRelations": {"seconds": 60, "max_age": 60},
    "SuggestionList": {"seconds": 60, "max_age": 60, "vary_by": ("q",)},
    # the site
    "HomePage": {"seconds": 60},
    "CategoryPage": {"seconds": 60, "vary_by": (*_FILTERS, "sort", "view", "page"), "remembers": _VIEW},
    "SearchPage": {
        "seconds": 60,
        "vary_by": ("q", "category", *_FILTERS, "sort", "view", "page"),
        "remembers": _VIEW,
    },
    "Suggestions": {"seconds": 60, "max_age": 60, "vary_by": ("q",)},
    "ProductPage": {"seconds": 60, "vary_by": ("v",)},
    "Drawing": {"seconds": _DAY, "vary_by": ("r",)},
}
