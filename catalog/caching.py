"""What the catalogue's caches depend on, and what touches it.

| tag | what depends on it | touched by |
|---|---|---|
| `product:17` | the product's page, its card in any list | the product, its pictures, variants, what is available of them |
| `list:5` | lists of category 5 with all below it: which products, in which order | products there, when that changes |
| `list:all` | searches, the home page | products anywhere, when that changes |
| `range` | how many products each category holds, and which one stands for it | products coming, going, moving |
| `numbers` | searches by SKU or EAN | variants, when theirs change |
| `stock:5` | how much of category 5 is in stock | articles there selling out or coming back, variants coming and going |
| `stock:all` | the same of searches | as above, anywhere |
| `category:5` | what shows products of category 5 itself | the category; staff who purge it |
| `categories` | the tree: menus, breadcrumbs, paths | any category |
| `synonyms` | searches | synonyms |
| `vocabulary` | names, units and labels of specifications | attributes, their choices and declarations |
| `bought:17` | what product 17 was bought with | what the orders say of it |
| `brands`, `taxes` | names of brands, rates of tax classes | any of them |
"""

from django.db.models import Model, Q

from catalog.models import (
    Attribute,
    AttributeChoice,
    BoughtTogether,
    Brand,
    Category,
    CategoryAttribute,
    Product,
    ProductImage,
    StockItem,
    SynonymGroup,
    TaxClass,
    Variant,
)
from electricityshop.caching.declarations import touches
from electricityshop.caching.invalidation import touch

BRANDS, CATEGORIES, NUMBERS, RANGE, SYNONYMS, TAXES, VOCABULARY = (
    "brands", "categories", "numbers", "range", "synonyms", "taxes", "vocabulary",
)  # fmt: skip
ALL_LISTS, ALL_STOCK = "list:all", "stock:all"
LISTED_BY = (
    "category", "is_published", "popularity", "price", "price_to", "name", "created_at", "search", "facets",
)  # fmt: skip
"""The columns that decide which lists a product is in, and where."""


def _columns(model: type[Model], unseen: str) -> tuple[str, ...]:
    """All but one, which only says where a search begins to look."""
    columns = model._meta.concrete_fields  # noqa: SLF001  # public, and documented
    return tuple(column.name for column in columns if column.name != unseen)


SAMPLED_BY = ("category", "is_published", "popularity", "name", "specification")

_LISTS_OF_ITS_CATEGORIES = """
SELECT 'list:' || above.id
FROM (SELECT DISTINCT category_id FROM changed) AS moved
JOIN catalog_category own ON own.id = moved.category_id
JOIN catalog_category above ON above.path = own.path OR starts_with(own.path, above.path || '/')
UNION ALL SELECT 'list:all' FROM changed
"""
_PRODUCT_OF_ITS_VARIANT = """
SELECT 'product:' || variant.product_id FROM changed JOIN catalog_variant variant ON variant.id = changed.variant_id
"""
_STOCK_OF_ITS_CATEGORIES = """
SELECT 'stock:' || above.id
FROM (SELECT DISTINCT product.category_id FROM {changed} JOIN catalog_product product ON product.id = {product}) AS sold
JOIN catalog_category own ON own.id = sold.category_id
JOIN catalog_category above ON above.path = own.path OR starts_with(own.path, above.path || '/')
UNION ALL SELECT 'stock:all' FROM changed
"""
_STOCK_OF_VARIANT = _STOCK_OF_ITS_CATEGORIES.format(changed="changed", product="changed.product_id")
_STOCK_OF_ITEM = _STOCK_OF_ITS_CATEGORIES.format(
    changed="changed JOIN catalog_variant variant ON variant.id = changed.variant_id",
    product="variant.product_id",
)


def declare() -> None:
    """Called once, when Django has loaded the models."""
    touches(Product, "SELECT 'product:' || id FROM changed", columns=_columns(Product, "tier"))
    touches(Product, _LISTS_OF_ITS_CATEGORIES, columns=LISTED_BY)
    touches(Product, "SELECT 'range' FROM changed", columns=SAMPLED_BY)
    touches(ProductImage, "SELECT 'product:' || product_id FROM changed")
    touches(Variant, "SELECT 'product:' || product_id FROM changed")
    touches(Variant, "SELECT 'numbers' FROM changed", columns=("sku", "ean", "is_active", "product"))
    touches(Variant, _STOCK_OF_VARIANT, columns=("is_active", "product"))
    touches(StockItem, _PRODUCT_OF_ITS_VARIANT, value="row.on_hand - row.held")
    touches(StockItem, _STOCK_OF_ITEM, value="row.on_hand > row.held")
    touches(
        Category,
        "SELECT 'category:' || id FROM changed UNION ALL SELECT 'categories' FROM changed",
        columns=_columns(Category, "products_counted"),
    )
    for model in (Attribute, AttributeChoice, CategoryAttribute):
        touches(model, "SELECT 'vocabulary' FROM changed")
    touches(SynonymGroup, "SELECT 'synonyms' FROM changed")
    touches(Brand, "SELECT 'brands' FROM changed")
    touches(BoughtTogether, "SELECT 'bought:' || product_id FROM changed")
    touches(TaxClass, "SELECT 'taxes' FROM changed")


def product_tag(product_id: int) -> str:
    return f"product:{product_id}"


def bought_tag(product_id: int) -> str:
    return f"bought:{product_id}"


def list_tag(category_id: int) -> str:
    return f"list:{category_id}"


def stock_tag(category_id: int) -> str:
    return f"stock:{category_id}"


def category_tag(category_id: int) -> str:
    return f"category:{category_id}"


def invalidate_product(*product_ids: int) -> None:
    """Forget the products' pages, and every list they stand in."""
    touch(*map(product_tag, product_ids))


def invalidate_all_products() -> None:
    """Forget every page and list of products; the tree and the vocabulary stay."""
    touch("product:", "list:", RANGE)


def invalidate_products_by_category(category_id: int) -> None:
    """Forget the lists of the category and of all below it, and the pages of the products there."""
    path = Category.objects.values_list("path", flat=True).get(pk=category_id)
    subtree = Category.objects.filter(Q(pk=category_id) | Q(path__startswith=f"{path}/"))
    tags = [tag for pk in subtree.values_list("pk", flat=True) for tag in (list_tag(pk), category_tag(pk))]
    touch(*tags)
