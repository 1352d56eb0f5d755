"""What to look at beside a product: similar ones, what others bought with it, what fits it."""

import json
from dataclasses import dataclass
from typing import Final

from catalog.caching import list_tag
from catalog.domain.similarity import most_similar
from catalog.queries.product_cards import ProductCard, cards_of
from catalog.queries.product_page import ProductView
from catalog.queries.related.others import others
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

MOST: Final = 6
_CANDIDATES: Final = """
SELECT id, slug, specification FROM catalog_product
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
    ids = similar | {slug: other.ids[slug] for slug in (*other.bought_together, *other.accessories)}
    cards = {card.slug: card for card in cards_of(list(ids.values()))} if ids else {}
    return RelatedProducts(
        tuple(cards[slug] for slug in similar if slug in cards),
        tuple(cards[slug] for slug in other.bought_together if slug in cards),
        tuple(Accessory(cards[slug], reason) for slug, reason in other.accessories.items() if slug in cards),
    )


def _similar(product: ProductView) -> dict[str, int]:
    """Slug to id, of the three hundred most popular products of the category."""
    if not product.trail:
        return {}
    category = product.trail[-1].id
    depends_on(list_tag(category))
    words = vocabulary()
    rows = {slug: (pk, json.loads(sheet)) for pk, slug, sheet in fetch(_CANDIDATES, [category])}
    rows.pop(product.slug, None)
    comparable = {code for code in product.specification if words.is_comparable(code)}
    candidates = {slug: sheet for slug, (_, sheet) in rows.items()}
    best = most_similar(product.specification, candidates, comparable, most=MOST)
    return {slug: rows[slug][0] for slug in best}
