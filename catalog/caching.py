"""What the catalogue's caches depend on. Writes that send no signals (imports, bulk) touch the same tags themselves."""

from typing import Any

from catalog.models import (
    Attribute,
    AttributeChoice,
    Brand,
    Category,
    CategoryAttribute,
    Product,
    ProductImage,
    Variant,
)
from electricityshop.caching.invalidation import invalidates

CATALOG = "catalog"
CATEGORIES = "categories"


def declare() -> None:
    """Called once, when Django has loaded the models."""
    for model in (Product, ProductImage, Variant, Brand, Attribute, AttributeChoice):
        invalidates(model, _catalog)
    invalidates(Category, _catalog_and_categories)
    invalidates(CategoryAttribute, _catalog_and_categories)


def _catalog(instance: Any) -> tuple[str, ...]:
    return (CATALOG,)


def _catalog_and_categories(instance: Any) -> tuple[str, ...]:
    return CATALOG, CATEGORIES
