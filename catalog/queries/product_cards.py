"""Products as they stand in a list: two statements for any number of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.postgres.aggregates import ArrayAgg, BoolOr, JSONBAgg
from django.db.models import Count, F, Q, QuerySet

from catalog.domain.records import SaleUnit
from catalog.models import Product, Variant
from catalog.queries.category_tree import CategoryTree, category_tree
from catalog.queries.drawings import drawing_url
from catalog.queries.specification import KeySpec, key_specs
from catalog.queries.vocabulary import Vocabulary, vocabulary

KEY_SPECS = 8
_IN_ORDER = ("position", "id")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductCard:
    """A product in a list. `price` and `price_to` are the lowest and highest in minor units, None when not for sale."""

    slug: str
    name: str
    sku: str
    brand: str
    summary: str
    category: str
    price: int | None
    price_to: int | None
    currency: str
    in_stock: bool
    sale_unit: str
    drawing: str
    key_specs: tuple[KeySpec, ...]
    variant_count: int

    @property
    def has_price_range(self) -> bool:
        return self.price != self.price_to


def product_cards(products: QuerySet[Product]) -> tuple[ProductCard, ...]:
    """The products of a sliced and ordered queryset."""
    rows = list(
        products.values(
            "id", "slug", "name", "summary", "price", "price_to", "specification", "variant_axes",
            "category_id", "brand__name",
        )
    )  # fmt: skip
    summaries = _variants([row["id"] for row in rows])
    tree, words = category_tree(), vocabulary()
    return tuple(_card(row, summaries.get(row["id"], {}), tree, words) for row in rows)


def _variants(product_ids: list[int]) -> dict[int, Mapping[str, Any]]:
    """Of each product's active variants: SKUs and specifications in order, how many, whether one is in stock."""
    if not product_ids:
        return {}
    grouped = (
        Variant.objects.filter(product_id__in=product_ids, is_active=True)
        .values("product_id")
        .annotate(
            skus=ArrayAgg("sku", order_by=_IN_ORDER),
            units=ArrayAgg("sale_unit", order_by=_IN_ORDER),
            specifications=JSONBAgg("specification", order_by=_IN_ORDER),
            variant_count=Count("id"),
            in_stock=BoolOr(Q(stock__on_hand__gt=F("stock__held"))),
        )
        .order_by()
    )
    return {row["product_id"]: row for row in grouped}


def _card(
    row: Mapping[str, Any], variants: Mapping[str, Any], tree: CategoryTree, words: Vocabulary
) -> ProductCard:
    category = tree.by_id.get(row["category_id"])
    specifications = [{**row["specification"], **own} for own in variants.get("specifications", [{}])]
    codes = (*row["variant_axes"], *words.codes_of(tree, row["category_id"]))
    return ProductCard(
        slug=row["slug"],
        name=row["name"],
        sku=variants["skus"][0] if variants else "",
        brand=row["brand__name"] or "",
        summary=row["summary"],
        category=category.path if category else "",
        price=row["price"],
        price_to=row["price_to"],
        currency=settings.SHOP_CURRENCY,
        in_stock=bool(variants.get("in_stock")),
        sale_unit=variants["units"][0] if variants else SaleUnit.PIECE,
        drawing=drawing_url(row["category_id"], specifications[0], name=row["name"], tree=tree),
        key_specs=key_specs(words, codes, specifications, KEY_SPECS),
        variant_count=variants.get("variant_count", 0),
    )
