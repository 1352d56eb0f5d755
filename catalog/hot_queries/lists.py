"""Hot queries of lists: a category, or the shop, with facets and in any order, by pages and read on from a product."""

from functools import partial

from catalog.hot_queries.tiers import MOST_SORTED, ROWS_EACH, listed, page
from catalog.models import Category, FacetValue, Product
from catalog.queries.category_samples import category_samples, product_count
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.cursor import Cursor
from catalog.queries.listing.groups import groups
from catalog.queries.listing.selection import Choice, Ordering, Selection
from catalog.queries.product_list import product_list
from catalog.queries.product_walk import product_walk
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, TooFewRows, hot_query

_NEWEST = Product.objects.published().order_by("-pk")
_COUNTED = 200_000
"""Rows: of each of a hundred categories two thousand, by an index alone; see `catalog.queries.category_samples`."""

_WALKED = 20_000
"""Rows: so far a list that is too long to be sorted is walked, see `catalog.queries.listing.candidates`."""


def _category() -> Category:
    """A small one with products of its own: a hundred, or more where none has so few."""
    return one(Category.objects.filter(products_counted__gte=100).order_by("products_counted", "pk"))  # type: ignore[no-any-return]  # of any model


def _largest_category() -> str:
    return str(one(Category.objects.order_by("-products_counted", "pk").values_list("path", flat=True)))


@hot_query(Product, statements=1, indexes=("product_category_popular",), rows_free=_COUNTED)
def products_of_each_category(_: Size) -> Ask:
    """How many products each category has, and its most popular one. Cached; of a category it counts a bounded number."""
    build: Ask = category_samples.__wrapped__  # type: ignore[attr-defined]  # functools.wraps says so
    return build


@hot_query(Product, statements=4, indexes=("product_category_popular",))
def category_page(size: Size) -> Ask:
    """A category, most popular first, where nobody asks for facets."""
    return partial(product_list, Selection(category=_category().path), page(size))


@hot_query(
    Product,
    statements=5,
    indexes=("product_category_in_tier_1",),
    rows_each=ROWS_EACH,
    sorted_rows=MOST_SORTED,
)
def category_with_facets(size: Size) -> Ask:
    """A large category's page: the popular ones of it, and what they can be narrowed to."""
    return listed(Selection(category=_largest_category()), size)


@hot_query(
    Product,
    statements=5,
    indexes=("product_category_in_tier_2",),
    rows_each=ROWS_EACH,
    sorted_rows=MOST_SORTED,
)
def medium_category_with_facets(size: Size) -> Ask:
    """The page of a category that has some hundredths of the shop."""
    least, most = product_count() * 0.0105, product_count() * 0.09
    for node in category_tree():
        if least <= product_count(node.path) <= most:
            return listed(Selection(category=node.path), size)
    raise TooFewRows("There is no category with some hundredths of the shop.")


@hot_query(Product, statements=7, rows_free=_WALKED, rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def category_by_price(size: Size) -> Ask:
    """A category, cheapest first: sorted among what is looked at, or walked to in the order of the shop's prices."""
    return listed(Selection(category=_category().path, ordering=Ordering.CHEAPEST), size, with_facets=False)


@hot_query(Product, statements=4, indexes=("product_category_price",))
def category_by_price_read_on(size: Size) -> Ask:
    """The API's list of a category, cheapest first, read on from a product of it."""
    category = _category()
    priced = _NEWEST.filter(category=category).exclude(price=None).order_by("price", "pk")
    price, pk = one(priced.values_list("price", "pk"))
    after = Cursor(Ordering.CHEAPEST, price, pk).text
    selection = Selection(category=category.path, ordering=Ordering.CHEAPEST)
    return partial(product_walk, selection, after, page(size).size)


@hot_query(Product, statements=4, indexes=("product_popular",))
def all_products(size: Size) -> Ask:
    """The API's list of everything, most popular first."""
    return partial(product_list, Selection(), page(size))


@hot_query(Product, statements=5, rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def all_with_facets(size: Size) -> Ask:
    """The whole shop with its facets."""
    return listed(Selection(), size)


@hot_query(Product, statements=5, indexes=("product_price",), rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def all_by_price(size: Size) -> Ask:
    """Everything, cheapest first: how many there are is told of the popular ones."""
    return listed(Selection(ordering=Ordering.CHEAPEST), size, with_facets=False)


@hot_query(Product, statements=5, indexes=("product_price",), rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def all_dearest_first(size: Size) -> Ask:
    """Everything, dearest first."""
    return listed(Selection(ordering=Ordering.DEAREST), size, with_facets=False)


@hot_query(Product, statements=5, indexes=("product_name",), rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def pages_by_name(size: Size) -> Ask:
    """Everything by name, by pages."""
    return listed(Selection(ordering=Ordering.NAME_BACKWARDS), size, with_facets=False)


@hot_query(Product, statements=4, indexes=("product_name",))
def all_by_name(size: Size) -> Ask:
    """The API's list of everything by name, read on from a product of it."""
    name, pk = one(_NEWEST.values_list("name", "pk"))
    after = Cursor(Ordering.NAME, name, pk).text
    return partial(product_walk, Selection(ordering=Ordering.NAME), after, page(size).size)


@hot_query(Product, statements=8, rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def all_of_a_brand(size: Size) -> Ask:
    """What one brand has, with facets: first the popular ones are looked at, to count what others would leave."""
    brand = one(_NEWEST.exclude(brand=None).values_list("brand__slug", flat=True))
    return listed(Selection(brands=(brand,)), size)


@hot_query(FacetValue, statements=1, indexes=("facet_value_number",))
def values_of_range(_: Size) -> Ask:
    """Which values are within a range that was chosen."""
    numbers = FacetValue.objects.exclude(number=None).order_by("attribute", "number")
    code, number = one(numbers.values_list("attribute__code", "number"))
    return partial(groups, Selection(choices=(Choice(code=code, values=(f"{number:g}..{number + 1:g}",)),)))
