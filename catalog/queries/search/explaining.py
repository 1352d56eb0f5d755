"""Why a search finds what it finds, in that order: what was understood, and what each term adds to a product's score."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Final

from catalog.queries.article_numbers import by_number
from catalog.queries.category_samples import product_count
from catalog.queries.listing.selection import Selection
from catalog.queries.product_cards import ProductCard
from catalog.queries.product_list import product_list
from catalog.queries.search.matching import WEIGHTS, rarity
from catalog.queries.search.understanding import Term, understood
from catalog.queries.search_terms import search_terms
from electricityshop.pages import PageRequest
from electricityshop.plain_sql import fetch

EXPLAINED: Final = 10
"""So many products, the first ones."""
PLACES: Final = {"a": "name", "b": "brand and category", "c": "properties", "d": "text"}
"""By the weights that `catalog.summaries` gives."""
_ASKED = """
unnest(%s::text[]) WITH ORDINALITY AS term (source, number)
CROSS JOIN LATERAL (SELECT to_tsquery('english', term.source) || to_tsquery('simple', term.source) AS query) asked
"""
_PARSED = f"SELECT asked.query::text FROM {_ASKED} ORDER BY term.number"  # noqa: S608  # our own text
_RANKS = f"""
SELECT product.slug, product.id, ts_rank(%s::float4[], product.search, asked.query), product.search @@ asked.query,
       ARRAY(SELECT label FROM unnest(%s::text[]) AS place (label)
             WHERE ts_filter(product.search, ARRAY[label]::"char"[]) @@ asked.query)
FROM {_ASKED}
CROSS JOIN catalog_product product
WHERE product.slug = ANY(%s)
ORDER BY product.slug, term.number
"""  # noqa: S608  # our own text


@dataclass(frozen=True, slots=True)
class ExplainedTerm:
    """`query` is what PostgreSQL looks for, `products` how many are said to have it; None when nobody counted."""

    written: str
    products: int | None
    rarity: float
    query: str
    meant: str
    synonyms: tuple[str, ...]
    quantity: str
    """What was measured, in one unit; empty for words."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a term adds to the score of a product. A rank without `is_found`: its words stand there, but apart."""

    written: str
    rank: float
    rarity: float
    is_found: bool
    places: tuple[str, ...]

    @property
    def value(self) -> float:
        return self.rank * self.rarity


@dataclass(frozen=True, slots=True)
class ExplainedProduct:
    """`is_number` when a number of it begins with what was typed: then it comes first, whatever its score."""

    name: str
    brand: str
    sku: str
    is_number: bool
    shares: tuple[Share, ...]

    @property
    def covered(self) -> float:
        """The share of the terms that it has, weighed by how rare they are."""
        found = sum(share.rarity for share in self.shares if share.is_found)
        return found / (sum(share.rarity for share in self.shares) or 1)

    @property
    def score(self) -> float:
        return sum(share.value for share in self.shares) * self.covered**2


@dataclass(frozen=True, slots=True)
class Explanation:
    """`count` products were found in a shop of `size`; `products` are the first of them."""

    size: int
    count: int
    is_relaxed: bool
    terms: tuple[ExplainedTerm, ...]
    products: tuple[ExplainedProduct, ...]

    @property
    def query(self) -> str:
        """What a product with all terms fits."""
        return " & ".join(f"({term.query})" for term in self.terms)


def explained(selection: Selection) -> Explanation:
    """Two statements more than the search, which is done as shoppers do it. Raises `UnknownCategory`."""
    page = product_list(selection, PageRequest(size=EXPLAINED))
    numbered = by_number(search_terms(selection.search))
    terms = understood(search_terms(selection.search).text).terms
    size = product_count("")
    weights = [rarity(term, size) for term in terms]
    sources = [term.query for term in terms]
    queries = [query for (query,) in fetch(_PARSED, [sources])]
    return Explanation(
        size,
        page.count,
        page.is_relaxed,
        tuple(_term(*told) for told in zip(terms, weights, queries, strict=True)),
        _products(page.items, terms, weights, numbered),
    )


def _term(term: Term, weight: float, query: str) -> ExplainedTerm:
    measured = ""
    if term.quantity is not None:
        upto = "" if term.quantity.upto is None else f" to {term.quantity.upto:f}"
        times = "" if term.quantity.times == 1 else f"{term.quantity.times} x "
        measured = f"{times}{term.quantity.value:f}{upto} {term.quantity.unit}"
    synonyms = tuple(dict.fromkeys(term.synonyms))
    return ExplainedTerm(term.written, term.products, weight, query, term.meant, synonyms, measured)


def _products(
    cards: Sequence[ProductCard], terms: Sequence[Term], weights: Sequence[float], numbered: dict[int, bool]
) -> tuple[ExplainedProduct, ...]:
    sources = [term.query for term in terms]
    rows = fetch(_RANKS, [WEIGHTS, list(PLACES), sources, [card.slug for card in cards]])
    ranked = {slug: list(of_product) for slug, of_product in groupby(rows, key=itemgetter(0))}
    found = []
    for card in cards:
        own = ranked.get(card.slug, [])
        shares = tuple(
            Share(term.written, rank, weight, is_found, tuple(PLACES[label] for label in labels))
            for term, weight, (_, _, rank, is_found, labels) in zip(terms, weights, own, strict=True)
        )
        is_number = any(product_id in numbered for _, product_id, *_ in own)
        found.append(ExplainedProduct(card.name, card.brand, card.sku, is_number, shares))
    return tuple(found)
