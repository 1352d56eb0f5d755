"""What to look at beside a product: similar ones, what others bought with it, what fits it."""

import json
from dataclasses import dataclass
from typing import Final

from catalog.caching import list_tag
from catalog.domain.similarity import most_similar
from catalog.models import Product
from catalog.queries.product_cards import ProductCard, product_cards
from catalog.queries.product_page import ProductView
from catalog.queries.related.others import others
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

MOST: Final = 6
_CANDIDATES: Final = """
SELECT slug, specification FROM catalog_product
WHERE is_published AND category_id = %s ORDER BY popularity DESC, id DESC LIMIT 300
"""


@dataclass(frozen=True, slots=True)
class Accessory:
    card: ProductCard
    reason: str
    """As a shopper reads it: `Fits E27`."""


@dataclass(frozen=True, slots=True)
class RelatedProducts:
    similar: tuple[ProductCard, ...]
    bought_together: tuple[ProductCard, ...]
    accessories: tuple[Accessory, ...]


def related_products(product: ProductView) -> RelatedProducts:
    """At most six of each. Four statements."""
    similar = _similar(product)
    other = others(product.id, product.category, product.specification, most=MOST)
    slugs = {*similar, *other.bought_together, *other.accessories}
    found = Product.objects.published().filter(slug__in=slugs).order_by("id")[: len(slugs)]
    cards = {card.slug: card for card in product_cards(found)} if slugs else {}
    return RelatedProducts(
        tuple(cards[slug] for slug in similar if slug in cards),
        tuple(cards[slug] for slug in other.bought_together if slug in cards),
        tuple(Accessory(cards[slug], reason) for slug, reason in other.accessories.items() if slug in cards),
    )


def _similar(product: ProductView) -> list[str]:
    """Slugs, of the three hundred most popular products of the category."""
    if not product.trail:
        return []
    category = product.trail[-1].id
    depends_on(list_tag(category))
    words = vocabulary()
    candidates = {slug: json.loads(sheet) for slug, sheet in fetch(_CANDIDATES, [category])}
    candidates.pop(product.slug, None)
    comparable = {code for code in product.specification if words.is_comparable(code)}
    return most_similar(product.specification, candidates, comparable, most=MOST)
