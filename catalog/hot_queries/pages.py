"""Hot queries of pages and lists, and of what is put into a cart."""

from functools import partial

from catalog.models import Product, Variant
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import category_tree
from catalog.queries.home_page import home_page
from catalog.queries.listing.cursor import Cursor
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.offers import offer, offers
from catalog.queries.product_list import product_list
from catalog.queries.product_page import product_page
from catalog.queries.product_walk import product_walk
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
    rows_free=1_000_000_000,
    scanned=("catalog_product",),
)
def products_of_each_category(_: Size) -> Ask:
    """How many products each category has, and its most popular one. Cached; it counts every product once."""
    build: Ask = category_samples.__wrapped__  # type: ignore[attr-defined]  # functools.wraps says so
    return build


@hot_query(Product, statements=4, indexes=("product_category_popular",))
def category_page(size: Size) -> Ask:
    """A category's page, most popular first."""
    return partial(product_list, Selection(category=_category()), _page(size))


@hot_query(Product, statements=4, indexes=("product_category_price",))
def category_by_price(size: Size) -> Ask:
    """A category's page, cheapest first."""
    return partial(product_list, Selection(category=_category(), ordering=Ordering.CHEAPEST), _page(size))


@hot_query(Product, statements=4, indexes=("product_popular",))
def all_products(size: Size) -> Ask:
    """The API's list of everything, most popular first."""
    return partial(product_list, Selection(), _page(size))


@hot_query(Product, statements=4, indexes=("product_price",))
def all_by_price(size: Size) -> Ask:
    """Everything, cheapest first."""
    return partial(product_list, Selection(ordering=Ordering.CHEAPEST), _page(size))


@hot_query(Product, statements=4, indexes=("product_name",))
def all_by_name(size: Size) -> Ask:
    """The API's list of everything by name, read on from a product of it."""
    newest = one(_NEWEST.values_list("name", "pk"))
    after = Cursor(Ordering.NAME, newest[0], newest[1]).text
    return partial(product_walk, Selection(ordering=Ordering.NAME), after, _page(size).size)


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
