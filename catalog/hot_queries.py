"""Hot queries of the catalogue: pages, lists and searches, as if nothing were cached."""

from functools import partial

from catalog.models import Product, SearchWord, Variant
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import category_tree
from catalog.queries.home_page import home_page
from catalog.queries.imported_products import imported_products
from catalog.queries.offers import offer, offers
from catalog.queries.product_list import Ordering, Selection, product_list
from catalog.queries.product_page import product_page
from catalog.queries.search.known_words import is_beginning, known_words, meant_instead
from electricityshop.pages import PageRequest
from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query

_NEWEST = Product.objects.published().order_by("-pk")


def _page(size: Size) -> PageRequest:
    return PageRequest(size=24 if size is Size.MANY else 3)


def _category() -> str:
    """The path of one with products of its own."""
    return category_tree().by_id[one(_NEWEST.values_list("category_id", flat=True))].path


@hot_query(Product, statements=4, indexes=("variant_of_product",))
def product_at_slug(size: Size) -> Ask:
    """A product's page."""
    product = parent(Variant.objects.filter(product__is_published=True), "product_id", size)
    slug = one(Product.objects.filter(pk=product).values_list("slug", flat=True))
    return partial(product_page, slug)


@hot_query(Product, statements=8, indexes=("product_popular", "product_newest"), sorted_rows=1_000)
def home(_: Size) -> Ask:
    """The home page."""
    return home_page


@hot_query(
    Product,
    statements=1,
    indexes=("product_category_popular",),
    rows_free=1_000_000_000,
    scanned=("catalog_product",),
)
def products_of_each_category(_: Size) -> Ask:
    """How many products each category has, and its most popular one. Cached; it counts every product once."""
    return category_samples.__wrapped__  # type: ignore[attr-defined]  # functools.wraps says so


@hot_query(Product, statements=4, indexes=("product_category_popular",))
def category_page(size: Size) -> Ask:
    """A category's page, most popular first."""
    return partial(product_list, Selection(category=_category()), _page(size))


@hot_query(Product, statements=4, indexes=("product_category_price",))
def category_by_price(size: Size) -> Ask:
    """A category's page, cheapest first."""
    return partial(
        product_list, Selection(category=_category(), ordering=Ordering.CHEAPEST), _page(size)
    )


@hot_query(Product, statements=4, indexes=("product_popular",))
def all_products(size: Size) -> Ask:
    """The API's list of everything, most popular first."""
    return partial(product_list, Selection(), _page(size))


@hot_query(Product, statements=4, indexes=("product_price",))
def all_by_price(size: Size) -> Ask:
    """Everything, cheapest first."""
    return partial(product_list, Selection(ordering=Ordering.CHEAPEST), _page(size))


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
    return partial(meant_instead, one(SearchWord.objects.order_by("-pk").values_list("word", flat=True)) + "x")


@hot_query(SearchWord, statements=1, indexes=("catalog_searchword_word_fb48ee13_like",))
def word_begun(_: Size) -> Ask:
    """Whether a word begins like what was typed."""
    return partial(is_beginning, one(SearchWord.objects.order_by("-pk").values_list("word", flat=True))[:-1])


@hot_query(Variant, statements=1)
def offers_of_cart(size: Size) -> Ask:
    """What a cart's articles cost now, and how many there are."""
    newest = Variant.objects.order_by("-pk").values_list("pk", flat=True)
    return partial(offers, list(newest[: 20 if size is Size.MANY else 1]))


@hot_query(Variant, statements=1)
def offer_of_sku(_: Size) -> Ask:
    """An article that is put into a cart."""
    active = Variant.objects.filter(is_active=True, product__is_published=True).order_by("-pk")
    return partial(offer, one(active.values_list("sku", flat=True)))


@hot_query(Product, statements=1, indexes=("product_source",), sorted_rows=3_000)
def import_repeated(_: Size) -> Ask:
    """What an import has in the shop, a page at a time."""
    source = one(Product.objects.filter(source__gt="").order_by("pk").values_list("source", flat=True))
    return lambda: next(imported_products(source), None)
