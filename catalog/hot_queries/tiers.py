"""Lists and searches as a large shop runs them: with bounds that fit the tiers its products are in.

The large tables of the guard are a shop of a million on a smaller scale. Where tiers are smaller than the shop's own
(`catalog.domain.facets`), the other bounds of a list are made smaller by the same share while a hot query runs: which
tier is asked, with which statement, is decided as ever.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from django.db.models import Count, Q

from catalog.domain.facets import TIERS
from catalog.models import Product, SearchWord
from catalog.queries.listing import candidates
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from electricityshop.pages import PageRequest
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, TooFewRows

ROWS_EACH = 5
"""Of a list: the product, its variant and their stock. Who looks through a larger tier than needed reads ten times more."""
MOST_SORTED = TIERS[0]
"""Rows: all of the first tier may fit."""
_BOUNDS = ("ENOUGH", "SMALL", "_LONGEST_WALK")


def page(size: Size) -> PageRequest:
    return PageRequest(size=24 if size is Size.MANY else 3)


def listed(selection: Selection, size: Size, *, with_facets: bool = True) -> Ask:
    """A page of a list, with its facets as the shop's pages have them."""
    bounds = _bounds()

    def ask() -> object:
        with _bounded(bounds):
            return product_list(selection, page(size), with_facets=with_facets)

    return ask


def word_of(least: float, most: float = 1) -> str:
    """One that the given share of all products has. Raises `TooFewRows`, also where the shop is too small for tiers."""
    if not _bounds():
        raise TooFewRows("The shop is looked at as a whole: it is too small for tiers.")
    products = Product.objects.published().count()
    words = SearchWord.objects.filter(products__gte=products * least, products__lte=products * most)
    return str(one(words.order_by("products", "-pk").values_list("word", flat=True)))


def _bounds() -> Mapping[str, object]:
    """Empty while there is no third tier: all bounds are as they are."""
    first, both, every = Product.objects.aggregate(
        first=Count("pk", filter=Q(tier__lte=1)), both=Count("pk", filter=Q(tier__lte=2)), every=Count("pk")
    ).values()
    if not 0 < first < both < every:
        return {}
    scale = first / TIERS[0]
    large = candidates.Bounds(*(max(1, round(most * scale)) for most in candidates.LARGE))
    scaled = {name: round(getattr(candidates, name) * scale) for name in _BOUNDS}
    return {"TIERS": (first, both), "LARGE": large} | scaled


@contextmanager
def _bounded(bounds: Mapping[str, object]) -> Iterator[None]:
    before = {name: getattr(candidates, name) for name in bounds}
    for name, value in bounds.items():
        setattr(candidates, name, value)
    try:
        yield
    finally:
        for name, value in before.items():
            setattr(candidates, name, value)
