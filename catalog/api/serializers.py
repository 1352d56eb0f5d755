"""The shapes of the catalogue in the API, for the schema, and how its queries' answers take them."""

from collections.abc import Callable
from typing import Any

from rest_framework import serializers

from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import CategoryNode, CategoryTree
from catalog.queries.product_cards import ProductCard
from catalog.queries.product_page import ProductView, VariantView
from catalog.queries.related.related_products import RelatedProducts as Related
from catalog.queries.specification import SheetLine
from catalog.queries.suggestions import Suggestions

Json = dict[str, Any]
Absolute = Callable[[str], str]


class ProductInList(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    name = serializers.CharField()
    sku = serializers.CharField(help_text="Of the first variant; empty when none is active.")
    brand = serializers.CharField(allow_blank=True)
    category = serializers.CharField(help_text="Path, e.g. `cable/installation/nym`.")
    price = serializers.IntegerField(
        allow_null=True,
        help_text="Minor units, VAT included; the lowest of its variants. Null: not for sale.",
    )
    price_to = serializers.IntegerField(allow_null=True, help_text="The highest of its variants.")
    currency = serializers.CharField(help_text="ISO 4217.")
    in_stock = serializers.BooleanField()
    variant_count = serializers.IntegerField()
    image = serializers.URLField()
    url = serializers.URLField(help_text="Its page in the shop.")


class SpecificationLine(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=["number", "choice", "boolean", "text"])
    value = serializers.JSONField(help_text="A number in `unit`, a choice's value, a text or a boolean.")
    unit = serializers.CharField(allow_blank=True)
    label = serializers.CharField(  # type: ignore[assignment]  # Field has an attribute of that name
        help_text="The value as people read it, with its unit."
    )


class VariantInProduct(serializers.Serializer[Any]):
    sku = serializers.CharField()
    name = serializers.CharField(allow_blank=True)
    price = serializers.IntegerField(allow_null=True, help_text="Minor units per sale unit, VAT included.")
    currency = serializers.CharField()
    in_stock = serializers.BooleanField()
    available = serializers.IntegerField(help_text="Sale units that can be bought now.")
    sale_unit = serializers.ChoiceField(choices=["piece", "metre"])
    minimum_quantity = serializers.IntegerField()
    quantity_step = serializers.IntegerField()
    ean = serializers.CharField(allow_blank=True)
    manufacturer_number = serializers.CharField(allow_blank=True)
    weight = serializers.IntegerField(help_text="Grams per sale unit.")
    specification = SpecificationLine(many=True)


class ProductDetail(ProductInList):
    summary = serializers.CharField(allow_blank=True)
    description = serializers.CharField(allow_blank=True)
    tax_rate = serializers.IntegerField(help_text="Basis points: 1900 is 19 %.")
    specification = SpecificationLine(many=True, help_text="What all variants share.")
    variants = VariantInProduct(many=True)


class CategoryInTree(serializers.Serializer[Any]):
    path = serializers.CharField()
    slug = serializers.SlugField()
    name = serializers.CharField()
    parent = serializers.CharField(  # type: ignore[assignment]  # Field has an attribute of that name
        allow_null=True, help_text="The parent's path."
    )
    depth = serializers.IntegerField(help_text="0 at the top.")
    product_count = serializers.IntegerField(help_text="Subcategories included.")
    url = serializers.URLField()


class CategoryPage(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)
    results = CategoryInTree(many=True)


class AccessoryInProduct(ProductInList):
    reason = serializers.CharField(help_text="Why it fits, as people read it.")


class RelatedProducts(serializers.Serializer[Any]):
    similar = ProductInList(many=True, help_text="Of the same category, the data sheet most alike first.")
    bought_together = ProductInList(many=True, help_text="In the same orders, most often first.")
    accessories = AccessoryInProduct(many=True, help_text="What fits it.")


def related_products(related: Related, absolute: Absolute) -> Json:
    return {
        "similar": [product_in_list(card, absolute) for card in related.similar],
        "bought_together": [product_in_list(card, absolute) for card in related.bought_together],
        "accessories": [
            product_in_list(one.card, absolute) | {"reason": one.reason} for one in related.accessories
        ],
    }


class SuggestedCategory(serializers.Serializer[Any]):
    path = serializers.CharField()
    name = serializers.CharField()
    above = serializers.ListField(
        child=serializers.CharField(), help_text="Names of the categories it lies in, from the top."
    )
    url = serializers.URLField()


class SuggestionList(serializers.Serializer[Any]):
    products = ProductInList(many=True)
    categories = SuggestedCategory(many=True)
    searches = serializers.ListField(child=serializers.CharField(), help_text="Texts to search for.")


def suggestion_list(suggested: Suggestions, absolute: Absolute) -> Json:
    return {
        "products": [product_in_list(card, absolute) for card in suggested.products],
        "categories": [
            {"path": one.path, "name": one.name, "above": list(one.above), "url": absolute(one.address)}
            for one in suggested.categories
        ],
        "searches": list(suggested.searches),
    }


def product_in_list(card: ProductCard, absolute: Absolute) -> Json:
    return {
        "slug": card.slug,
        "name": card.name,
        "sku": card.sku,
        "brand": card.brand,
        "category": card.category,
        "price": card.price,
        "price_to": card.price_to,
        "currency": card.currency,
        "in_stock": card.in_stock,
        "variant_count": card.variant_count,
        "image": absolute(card.drawing),
        "url": absolute(card.address),
    }


def product_detail(product: ProductView, absolute: Absolute) -> Json:
    return {
        "slug": product.slug,
        "name": product.name,
        "sku": product.variants[0].sku if product.variants else "",
        "brand": product.brand,
        "category": product.category,
        "price": product.price,
        "price_to": product.price_to,
        "currency": product.currency,
        "in_stock": product.in_stock,
        "variant_count": len(product.variants),
        "image": absolute(product.drawing),
        "url": absolute(product.address),
        "summary": product.summary,
        "description": product.description,
        "tax_rate": product.tax_rate,
        "specification": [_line(line) for line in product.sheet if not line.of_variant],
        "variants": [_variant(product, variant) for variant in product.variants],
    }


def _variant(product: ProductView, variant: VariantView) -> Json:
    return {
        "sku": variant.sku,
        "name": variant.name,
        "price": variant.price,
        "currency": product.currency,
        "in_stock": variant.available > 0,
        "available": variant.available,
        "sale_unit": variant.sale_unit,
        "minimum_quantity": variant.minimum_quantity,
        "quantity_step": variant.quantity_step,
        "ean": variant.ean,
        "manufacturer_number": variant.manufacturer_number,
        "weight": variant.weight,
        "specification": [_line(line) for line in product.sheets[variant.sku]],
    }


def _line(line: SheetLine) -> Json:
    return {
        "code": line.code,
        "name": line.name,
        "kind": line.kind,
        "value": line.value,
        "unit": line.unit,
        "label": line.label,
    }


def categories_in_tree(nodes: tuple[CategoryNode, ...], tree: CategoryTree, absolute: Absolute) -> list[Json]:
    samples = category_samples()
    return [
        {
            "path": node.path,
            "slug": node.slug,
            "name": node.name,
            "parent": tree.by_id[node.parent_id].path if node.parent_id else None,
            "depth": node.depth,
            "product_count": samples[node.id].count if node.id in samples else 0,
            "url": absolute(node.address),
        }
        for node in nodes
    ]
