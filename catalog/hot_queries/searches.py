"""Hot queries of searches: for what few, some or many products have, and by number."""

from catalog.hot_queries.tiers import MOST_SORTED, ROWS_EACH, listed, word_of
from catalog.models import Product, Variant
from catalog.queries.listing.selection import Selection
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, hot_query

_NEWEST = Product.objects.published().order_by("-pk")


@hot_query(Product, statements=12, indexes=("product_found",), rows_each=ROWS_EACH, sorted_rows=MOST_SORTED)
def search(size: Size) -> Ask:
    """A search for a word that few products have."""
    words = one(_NEWEST.values_list("name", flat=True)).split()
    return listed(Selection(search=words[-1]), size)


@hot_query(
    Product,
    statements=12,
    indexes=("product_found_in_tier_2",),
    rows_each=ROWS_EACH,
    rows_free=1_000,
    sorted_rows=MOST_SORTED,
)
def search_found_often(size: Size) -> Ask:
    """A search for a word that some products in a thousand have: looked for among the popular."""
    return listed(Selection(search=word_of(0.002, 0.015)), size)


@hot_query(
    Product,
    statements=12,
    indexes=("product_found_in_tier_1",),
    rows_each=ROWS_EACH,
    sorted_rows=MOST_SORTED,
)
def search_found_everywhere(size: Size) -> Ask:
    """A search for a word that one product in six has: looked for among the most popular."""
    return listed(Selection(search=word_of(0.12)), size)


@hot_query(
    Product,
    statements=12,
    indexes=("product_found",),
    rows_free=1_000,
    rows_each=ROWS_EACH,
    sorted_rows=MOST_SORTED,
)
def search_relaxed(size: Size) -> Ask:
    """A search for two words that hardly any product has both of: joined by those with one. All brands are read, to name a few."""
    names = list(_NEWEST.values_list("name", flat=True)[:2])
    return listed(Selection(search=f"{names[0].split()[-1]} {names[-1].split()[-1]}"), size)


@hot_query(
    Variant,
    statements=12,
    indexes=("catalog_variant_sku_92777037_like",),
    rows_each=ROWS_EACH,
    sorted_rows=MOST_SORTED,
)
def search_by_number(size: Size) -> Ask:
    """A search for how a SKU begins."""
    sku = one(Variant.objects.order_by("-pk").values_list("sku", flat=True))
    return listed(Selection(search=sku[:-1]), size)
