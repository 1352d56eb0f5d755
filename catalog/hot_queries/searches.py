"""Hot queries of searches: what is found, and how the words are understood."""

from functools import partial

from catalog.models import Product, SearchWord, Variant
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.known_words import is_beginning, known_words, meant_instead
from electricityshop.pages import PageRequest
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, hot_query

_NEWEST = Product.objects.published().order_by("-pk")


def _page(size: Size) -> PageRequest:
    return PageRequest(size=24 if size is Size.MANY else 3)


@hot_query(Product, statements=10, indexes=("product_search",))
def search(size: Size) -> Ask:
    """A search for a word that few products have."""
    words = one(_NEWEST.values_list("name", flat=True)).split()
    return partial(product_list, Selection(search=words[-1]), _page(size))


@hot_query(Variant, statements=10, indexes=("catalog_variant_sku_92777037_like",))
def search_by_number(size: Size) -> Ask:
    """A search for a SKU, or for how one begins."""
    sku = one(Variant.objects.order_by("-pk").values_list("sku", flat=True))
    return partial(product_list, Selection(search=sku[:-1] if size is Size.MANY else sku), _page(size))


@hot_query(SearchWord, statements=1, indexes=("search_word_stem",))
def words_known(size: Size) -> Ask:
    """How rare the words of a search are."""
    words = SearchWord.objects.order_by("-pk").values_list("word", flat=True)
    return partial(known_words, list(words[: 8 if size is Size.MANY else 1]))


@hot_query(SearchWord, statements=1, indexes=("search_word_keys",), rows_free=2_000)
def word_misspelt(_: Size) -> Ask:
    """What a misspelt word may have meant."""
    return partial(
        meant_instead, one(SearchWord.objects.order_by("-pk").values_list("word", flat=True)) + "x"
    )


@hot_query(SearchWord, statements=1, indexes=("catalog_searchword_word_fb48ee13_like",))
def word_begun(_: Size) -> Ask:
    """Whether a word begins like what was typed."""
    return partial(is_beginning, one(SearchWord.objects.order_by("-pk").values_list("word", flat=True))[:-1])
