"""Products of a category, of a search, or of the whole shop: filtered, ordered, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import Case, Exists, F, IntegerField, OrderBy, OuterRef, Q, QuerySet, Value, When

from catalog.caching import ALL_LISTS, NUMBERS, STOCK, list_tag
from catalog.models import Product, StockItem, Variant
from catalog.queries.category_samples import product_count
from catalog.queries.category_tree import category_tree
from catalog.queries.product_cards import TABLE_SPECS, ProductCard, popular_cards, product_cards
from catalog.queries.search.matching import matching
from catalog.queries.search.understanding import understood
from catalog.queries.search_terms import SearchTerms, search_terms
from electricityshop.caching.tags import depends_on
from electricityshop.errors import InvalidInput
from electricityshop.pages import Page, PageRequest

LARGEST_AMOUNT = 2**31 - 1
MOST_NUMBERS = 100
"""Products that are looked at for a SKU that only begins with what was typed."""


class BadPriceRange(InvalidInput):
    code = "bad_price_range"


class Ordering(StrEnum):
    """How a list is ordered. RELEVANCE needs a search; without one it is popularity."""

    RELEVANCE = "relevance"
    POPULAR = "-popularity"
    UNPOPULAR = "popularity"
    CHEAPEST = "price"
    DEAREST = "-price"
    NEWEST = "newest"
    NAME = "name"
    NAME_BACKWARDS = "-name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """Which products. Prices are minor units, both ends included; `category` is a path, empty for all.

    Raises `BadPriceRange` and `SearchTooLong` on construction.
    """

    category: str = ""
    search: str = ""
    minimum: int | None = None
    maximum: int | None = None
    only_in_stock: bool = False
    ordering: Ordering = Ordering.RELEVANCE

    def __post_init__(self) -> None:
        search_terms(self.search)
        for name, amount in (("min_price", self.minimum), ("max_price", self.maximum)):
            if amount is not None and not 0 <= amount <= LARGEST_AMOUNT:
                message = f"Give an amount from 0 to {LARGEST_AMOUNT}."
                raise BadPriceRange("That is not a price.", fields={name: message})
        if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
            message = "The lowest price is above the highest."
            raise BadPriceRange(message, fields={"min_price": message})

    @property
    def is_filtered(self) -> bool:
        """Whether it may leave out products of its category."""
        return bool(self.search) or self.only_in_stock or (self.minimum, self.maximum) != (None, None)


@dataclass(frozen=True, slots=True)
class ProductPage(Page[ProductCard]):
    """One page of products, and what a search had to change to find them."""

    corrected: Mapping[str, str] = field(default_factory=dict)
    """What was typed to what was looked for instead."""
    is_relaxed: bool = False
    """Some lack a part of what was looked for."""


def product_list(selection: Selection, request: PageRequest, *, specs: int = TABLE_SPECS) -> ProductPage:
    """One page, each product with its first `specs` properties.

    Raises `UnknownCategory`, and `PageOutOfRange` past the last page.
    """
    if not selection.is_filtered and selection.ordering in _POPULAR_FIRST:
        return _whole_range(selection, request, specs)
    found = _matching(_filtered(selection), search_terms(selection.search))
    order = _ORDERS[selection.ordering]
    if selection.ordering == Ordering.RELEVANCE:
        order = (*found.best_first, *order)
    count = found.count
    if count is None:
        count = found.products.count() if selection.is_filtered else product_count(selection.category)
    wanted = found.products.order_by(*order)[request.offset : request.offset + request.size]
    cards = product_cards(wanted, specs=specs) if request.offset < count else ()
    return ProductPage(cards, count, request, found.corrected, found.is_relaxed)


def _whole_range(selection: Selection, request: PageRequest, specs: int) -> ProductPage:
    """A category, or the shop, as most people see it: everything, the most popular first."""
    count = product_count(selection.category)
    if request.offset >= count:
        return ProductPage((), count, request)
    categories = _categories(selection)
    cards = popular_cards(categories, size=request.size, offset=request.offset, specs=specs)
    return ProductPage(cards, count, request)


def _categories(selection: Selection) -> tuple[int, ...] | None:
    """Ids of the category and all below it; None for the whole shop."""
    if not selection.category:
        depends_on(ALL_LISTS)
        return None
    tree = category_tree()
    category = tree.at(selection.category)
    depends_on(list_tag(category.id))
    return tree.subtree_ids(category)


def _filtered(selection: Selection) -> QuerySet[Product]:
    products: QuerySet[Product] = Product.objects.published()
    if (categories := _categories(selection)) is not None:
        products = products.filter(category_id__in=categories)
    if selection.minimum is not None:
        products = products.filter(price_to__gte=selection.minimum)
    if selection.maximum is not None:
        products = products.filter(price__lte=selection.maximum)
    if selection.only_in_stock:
        depends_on(STOCK)
        stocked = StockItem.objects.filter(variant__product=OuterRef("pk"), variant__is_active=True)
        products = products.filter(Exists(stocked.filter(on_hand__gt=F("held"))))
    return products


@dataclass(frozen=True, slots=True)
class _Found:
    products: QuerySet[Product]
    count: int | None = None
    best_first: tuple[OrderBy, ...] = ()
    corrected: Mapping[str, str] = field(default_factory=dict)
    is_relaxed: bool = False


def _matching(products: QuerySet[Product], terms: SearchTerms) -> _Found:
    """The products that match, and what puts the best first: the number that was meant, then the words' score."""
    if not terms.text:
        return _Found(products)
    wanted = Q(pk__in=())
    best_first: tuple[OrderBy, ...] = ()
    if numbered := by_number(terms):
        wanted |= Q(pk__in=numbered)
        exact = [product_id for product_id, is_exact in numbered.items() if is_exact]
        best_first += tuple(_hits(ids) for ids in (exact, list(numbered)) if ids)
    search = understood(terms.text)
    if not search.terms:
        return _Found(products.filter(wanted), best_first=best_first)
    match = matching(products, search, size=product_count(""), always=wanted)
    corrected = {} if numbered else search.corrected
    return _Found(match.products, match.count, (*best_first, F("score").desc()), corrected, match.is_relaxed)


def _hits(product_ids: list[int]) -> OrderBy:
    """These products before all others."""
    return Case(When(pk__in=product_ids, then=Value(0)), default=Value(1), output_field=IntegerField()).asc()


def by_number(terms: SearchTerms) -> dict[int, bool]:
    """Products with a SKU that begins with the number meant, or its EAN; whether it is the whole number."""
    number = terms.article_number
    if not number:
        return {}
    depends_on(NUMBERS)
    variants = Variant.objects.filter(Q(sku__startswith=number) | Q(ean=number), is_active=True)
    found: dict[int, bool] = {}
    rows = variants.order_by("sku").values_list("product_id", "sku", "ean")[:MOST_NUMBERS]
    for product_id, sku, ean in rows:
        found[product_id] = found.get(product_id, False) or number in {sku, ean}
    return found


_POPULAR_FIRST = {Ordering.RELEVANCE, Ordering.POPULAR}
_NEWEST_FIRST = F("id").desc()
_ORDERS: dict[Ordering, tuple[OrderBy, ...]] = {
    Ordering.RELEVANCE: (F("popularity").desc(), _NEWEST_FIRST),
    Ordering.POPULAR: (F("popularity").desc(), _NEWEST_FIRST),
    Ordering.UNPOPULAR: (F("popularity").asc(), F("id").asc()),
    Ordering.CHEAPEST: (F("price").asc(nulls_last=True), F("id").asc()),
    Ordering.DEAREST: (F("price").desc(nulls_last=True), _NEWEST_FIRST),
    Ordering.NEWEST: (F("created_at").desc(), _NEWEST_FIRST),
    Ordering.NAME: (F("name").asc(), F("id").asc()),
    Ordering.NAME_BACKWARDS: (F("name").desc(), _NEWEST_FIRST),
}
