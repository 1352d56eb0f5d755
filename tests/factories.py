"""Rows for tests. Derived columns (`price`, `price_to`, `search`) are empty until `listed` works them out."""

from typing import Any

from django.db import transaction
from factory.declarations import LazyAttribute, Sequence, SubFactory
from factory.django import DjangoModelFactory
from factory.helpers import post_generation

from catalog.models import (
    Attribute,
    AttributeChoice,
    Brand,
    Category,
    CategoryAttribute,
    Product,
    StockItem,
    TaxClass,
    Variant,
)
from catalog.summaries import refresh_summaries


class TaxClassFactory(DjangoModelFactory[TaxClass]):
    class Meta:
        model = TaxClass
        django_get_or_create = ("code",)

    code = "standard"
    name = "Standard rate"
    rate = 1900


class BrandFactory(DjangoModelFactory[Brand]):
    class Meta:
        model = Brand

    name = Sequence(lambda n: f"Brand {n}")
    slug = Sequence(lambda n: f"brand-{n}")


class CategoryFactory(DjangoModelFactory[Category]):
    class Meta:
        model = Category

    slug = Sequence(lambda n: f"category-{n}")
    name = LazyAttribute(lambda row: row.slug.replace("-", " ").capitalize())
    path = LazyAttribute(lambda row: f"{row.parent.path}/{row.slug}" if row.parent else row.slug)
    parent = None


class AttributeFactory(DjangoModelFactory[Attribute]):
    class Meta:
        model = Attribute
        django_get_or_create = ("code",)

    code = Sequence(lambda n: f"attribute_{n}")
    name = LazyAttribute(lambda row: row.code.replace("_", " ").capitalize())
    kind = "number"
    explanation = LazyAttribute(lambda row: f"What {row.name.lower()} means.")


class ProductFactory(DjangoModelFactory[Product]):
    class Meta:
        model = Product

    slug = Sequence(lambda n: f"product-{n}")
    name = LazyAttribute(lambda row: row.slug.replace("-", " ").capitalize())
    brand = SubFactory(BrandFactory)
    category = SubFactory(CategoryFactory)
    tax_class = SubFactory(TaxClassFactory)
    summary = "One sentence about it."


class VariantFactory(DjangoModelFactory[Variant]):
    class Meta:
        model = Variant
        skip_postgeneration_save = True

    product = SubFactory(ProductFactory)
    sku = Sequence(lambda n: f"SKU-{n:05}")
    price = 1190
    weight = 100

    @post_generation  # type: ignore[untyped-decorator]  # factory-boy has no types for it
    def stock(self: Variant, create: bool, extracted: int | None, **_: Any) -> None:
        """`stock=5` puts 5 on hand without a ledger line; None leaves it without a stock row."""
        if create and extracted is not None:
            StockItem.objects.create(variant=self, on_hand=extracted)


def declare(category: Category, *attributes: Attribute) -> None:
    """Declare attributes for a category, in this order."""
    for position, attribute in enumerate(attributes):
        CategoryAttribute.objects.create(category=category, attribute=attribute, position=position)


def choices(attribute: Attribute, *values: str) -> None:
    """Give a choice attribute its values, in this order, labelled like `Warm white`."""
    for position, value in enumerate(values):
        AttributeChoice.objects.create(
            attribute=attribute, value=value, label=value.replace("-", " ").capitalize(), position=position
        )


def listed(product: Product) -> Product:
    """Bring the derived columns of a product up to date: price range and search words."""
    with transaction.atomic():
        refresh_summaries([product.pk])
    product.refresh_from_db()
    return product


def product_with_variant(
    *, stock: int = 5, price: int | None = 1190, sku: str = "", **fields: Any
) -> Product:
    """A product that can be bought as it is: one variant, in stock, listed."""
    product = ProductFactory.create(**fields)
    VariantFactory.create(product=product, price=price, stock=stock, **({"sku": sku} if sku else {}))
    return listed(product)
