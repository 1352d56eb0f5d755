"""Hot queries of changes to the range: imports, and what staff take out of it."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

from django.db.models import ProtectedError

from catalog.commands.write_products import WriteProducts, write_products
from catalog.domain.records import ProductRecord, VariantRecord
from catalog.models import Brand, Category, Product, ProductImage, Variant
from catalog.queries.imported_products import imported_products
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, TooFewRows, hot_query
from electricityshop.plans.staff_lists import staff_page


@hot_query(Product, statements=1, indexes=("product_source",), sorted_rows=3_000)
def import_repeated(_: Size) -> Ask:
    """What an import has in the shop, a page at a time."""
    source = one(Product.objects.filter(source__gt="").order_by("pk").values_list("source", flat=True))
    return lambda: next(imported_products(source), None)


@hot_query(Product, statements=30, indexes=("image_of_product", "variant_of_product"), sorted_rows=3_000)
def import_of_changes(size: Size) -> Ask:
    """An import changes products that are there, with their variants, words and pictures."""
    pictured = ProductImage.objects.filter(product__source__gt="").order_by("-pk")
    ids = list(pictured.values_list("product", flat=True)[:100])[-1 if size is Size.FEW else -24 :]
    rows = Product.objects.filter(pk__in=ids).values_list(
        "slug", "name", "category__path", "brand__name", "tax_class__code", "source", "pk"
    )
    found = list(rows.order_by("pk"))
    if not found:
        raise TooFewRows("There is no imported product with a picture.")
    source = found[0][5]
    records = tuple(
        ProductRecord(
            slug=slug,
            name=f"{name} new",
            category=tuple(path.split("/")),
            brand=brand or "",
            tax_class=tax,
            variants=tuple(
                VariantRecord(sku, "", 100)
                for sku in Variant.objects.filter(product=pk).values_list("sku", flat=True)
            ),
            image_urls=("https://many.example/new",),
        )
        for slug, name, path, brand, tax, of, pk in found
        if of == source
    )
    return partial(write_products, WriteProducts(source=source, products=records))


@hot_query(
    Variant, statements=12, indexes=("order_line_of_variant", "cart_line_of_variant", "stock_hold_of_variant")
)
def variant_deleted(_: Size) -> Ask:
    """Staff delete a variant that was never sold: who else knows it must be found."""
    return partial(_deleted, Variant.objects.filter(pk=_unsold()).delete)


@hot_query(Product, statements=20, indexes=("catalog_boughttogether_other_id_e9ac4911",))
def product_deleted(_: Size) -> Ask:
    """Staff delete a product that was never sold: what it was bought with must be found."""
    empty = one(Product.objects.filter(variants=None).order_by("-pk").values_list("pk", flat=True))
    return partial(_deleted, Product.objects.filter(pk=empty).delete)


@hot_query(Product, statements=3, indexes=("product_of_brand",))
def brand_deleted(_: Size) -> Ask:
    """Staff delete a brand, or rename it: its products must be found."""
    return partial(_deleted, Brand.objects.filter(pk=one(Brand.objects.values_list("pk", flat=True))).delete)


@hot_query(Product, statements=5, indexes=("product_of_category",))
def category_deleted(_: Size) -> Ask:
    """Staff delete a category, move it or rename it: its products must be found."""
    used = Product.objects.order_by("-pk").values_list("category", flat=True)
    return partial(_deleted, Category.objects.filter(pk=one(used)).delete)


def _unsold() -> int:
    return int(
        one(Variant.objects.filter(holds=None, is_active=True).order_by("-pk").values_list("pk", flat=True))
    )


def _deleted(delete: Callable[[], object]) -> None:
    """Refused while somebody needs it; the looking is done by then."""
    with suppress(ProtectedError):
        delete()


@hot_query(Product, statements=6, indexes=("image_of_product", "variant_of_product"))
def staff_product(_: Size) -> Ask:
    """A product's page in the admin: its variants and pictures."""
    pictured = ProductImage.objects.order_by("-pk")
    return staff_page(Product, one(pictured.values_list("product_id", flat=True)))
