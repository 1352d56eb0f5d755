"""Products as they stand in a list: two statements for any number of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from catalog.caching import BRANDS, category_tag, product_tag
from catalog.domain.records import SaleUnit, Specification
from catalog.queries.addresses import product_address
from catalog.queries.category_tree import CategoryTree, category_tree
from catalog.queries.drawings import drawing_url
from catalog.queries.listed_products import (
    ListedProduct,
    ListedVariant,
    listed_products,
    listed_variants,
    most_popular,
    newest,
)
from catalog.queries.specification import KeySpec, key_specs
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching.tags import depends_on

CARD_SPECS, TABLE_SPECS = 4, 8
"""How many properties are told of a product on a card, and where products stand side by side."""

Variants = Mapping[int, Sequence[ListedVariant]]


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
    def address(self) -> str:
        """Of its page on this site."""
        return product_address(self.slug)

    @property
    def has_price_range(self) -> bool:
        return self.price != self.price_to


def cards_of(product_ids: Sequence[int], *, specs: int = CARD_SPECS) -> tuple[ProductCard, ...]:
    """The published ones of these products in their order, each with its first `specs` properties."""
    return cards(listed_products(product_ids), specs)


def popular_cards(
    category_ids: Sequence[int] | None = None, *, size: int, offset: int = 0, specs: int = CARD_SPECS
) -> tuple[ProductCard, ...]:
    """The most popular products of these categories themselves, or of the whole shop."""
    return cards(most_popular(category_ids, size=size, offset=offset), specs)


def newest_cards(*, size: int, specs: int = CARD_SPECS) -> tuple[ProductCard, ...]:
    """What came into the shop last."""
    return cards(newest(size), specs)


def cards(rows: Sequence[ListedProduct], specs: int) -> tuple[ProductCard, ...]:
    """Of rows that were read already. One statement."""
    depends_on(BRANDS, *(product_tag(row.id) for row in rows))
    depends_on(*{category_tag(row.category_id) for row in rows})
    variants = listed_variants([row.id for row in rows])
    tree = category_tree()
    described = _key_specs(rows, variants, tree, specs) if specs else {}
    return tuple(_card(row, variants.get(row.id, ()), tree, described.get(row.id, ())) for row in rows)


def _key_specs(
    rows: Sequence[ListedProduct], variants: Variants, tree: CategoryTree, limit: int
) -> dict[int, tuple[KeySpec, ...]]:
    """By product id. A product without a variant is described by what it says itself."""
    words = vocabulary()
    declared = {category: words.codes_of(tree, category) for category in {row.category_id for row in rows}}
    found = {}
    for row in rows:
        codes = (*row.variant_axes, *declared[row.category_id])
        own: Sequence[Specification] = [each.specification for each in variants.get(row.id, ())] or [{}]
        found[row.id] = key_specs(words, codes, [{**row.specification, **each} for each in own], limit)
    return found


def _card(
    row: ListedProduct, variants: Sequence[ListedVariant], tree: CategoryTree, specs: tuple[KeySpec, ...]
) -> ProductCard:
    category = tree.by_id.get(row.category_id)
    first = variants[0] if variants else None
    shown = {**row.specification, **first.specification} if first else row.specification
    return ProductCard(
        slug=row.slug,
        name=row.name,
        sku=first.sku if first else "",
        brand=row.brand or "",
        summary=row.summary,
        category=category.path if category else "",
        price=row.price,
        price_to=row.price_to,
        currency=settings.SHOP_CURRENCY,
        in_stock=any(variant.is_in_stock for variant in variants),
        sale_unit=first.sale_unit if first else SaleUnit.PIECE,
        drawing=drawing_url(row.category_id, shown, name=row.name, tree=tree),
        key_specs=specs,
        variant_count=len(variants),
    )
