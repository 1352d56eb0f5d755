"""Hot queries of the home page, of a product's page and of what is put into a cart."""

from functools import partial

from catalog.models import Product, Variant
from catalog.queries.home_page import home_page
from catalog.queries.offers import offer, offers
from catalog.queries.product_page import product_page
from catalog.queries.related.accessory_rules import accessory_rules
from catalog.queries.related.related_products import related_products
from electricityshop.plans.picking import NEWEST, one, parent
from electricityshop.plans.registry import Ask, Size, TooFewRows, hot_query

_NEWEST = Product.objects.published().order_by("-pk")


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


@hot_query(Product, statements=6, indexes=("product_category_popular",), rows_free=2_000, sorted_rows=1_000)
def beside_a_product(_: Size) -> Ask:
    """What is shown beside a product: similar ones, what it was bought with, what fits it.

    Three hundred of its category are looked at, and a hundred of each category with something that may fit.
    """
    rules = accessory_rules()
    for slug, path in _NEWEST.values_list("slug", "category__path")[:NEWEST]:
        if any(rule.is_about(path) for rule in rules):
            return partial(related_products, product_page(slug))
    raise TooFewRows("There is no product with accessories.")


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
