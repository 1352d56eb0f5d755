"""What a product was bought with, and what fits it: one statement for both."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext

from catalog.caching import bought_tag, list_tag
from catalog.domain.accessories import AccessoryRule
from catalog.domain.records import Specification, SpecificationValue
from catalog.queries.category_tree import CategoryTree, UnknownCategory, category_tree
from catalog.queries.related.accessory_rules import accessory_rules
from catalog.queries.specification import sheet_line
from catalog.queries.vocabulary import Vocabulary, vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

_BOUGHT = -1
"""Stands for a rule's place."""
_OTHERS = """
WITH fitting AS MATERIALIZED (
    SELECT said.place, said.value, f.id AS facet
    FROM unnest(%(places)s::int[], %(codes)s::text[], %(values)s::text[]) AS said (place, code, value)
    LEFT JOIN catalog_attribute a ON a.code = said.code
    LEFT JOIN catalog_facetvalue f ON f.attribute_id = a.id AND f.value = said.value
),
fits AS (
    SELECT DISTINCT ON (best.id) best.id, best.popularity, fitting.place, fitting.value
    FROM unnest(%(shelf_places)s::int[], %(shelves)s::bigint[]) AS shelf (place, category_id)
    CROSS JOIN LATERAL (
        SELECT id, popularity, facets FROM catalog_product WHERE is_published AND category_id = shelf.category_id
        ORDER BY popularity DESC, id DESC LIMIT 100
    ) AS best
    JOIN fitting ON fitting.place = shelf.place AND (fitting.value = '' OR fitting.facet = ANY(best.facets))
    WHERE best.id <> %(product)s
    ORDER BY best.id, fitting.place, fitting.value
)
(SELECT p.id, p.slug, %(bought)s AS place, '' AS value
 FROM catalog_boughttogether b JOIN catalog_product p ON p.id = b.other_id AND p.is_published
 WHERE b.product_id = %(product)s ORDER BY b.orders DESC, b.other_id LIMIT %(most)s)
UNION ALL
(SELECT p.id, p.slug, ranked.place, ranked.value
 FROM (SELECT *, row_number() OVER (PARTITION BY place ORDER BY popularity DESC, id DESC) AS rank FROM fits) AS ranked
 JOIN catalog_product p ON p.id = ranked.id
 WHERE rank <= %(most)s ORDER BY rank, place)
"""


@dataclass(frozen=True, slots=True)
class Others:
    """Slugs. `accessories` are each with the reason that a shopper reads; `ids` are those of all."""

    bought_together: tuple[str, ...]
    accessories: dict[str, str]
    ids: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Applied:
    rule: AccessoryRule
    values: Sequence[SpecificationValue]


def others(product_id: int, category: str, specification: Specification, *, most: int) -> Others:
    """At most `most` of either; those that fit for different reasons take turns."""
    depends_on(bought_tag(product_id))
    tree, words = category_tree(), vocabulary()
    applied = [one for rule in accessory_rules() if (one := _applied(rule, category, specification))]
    shelves = [(place, shelf) for place, one in enumerate(applied) for shelf in _shelves(one.rule, tree)]
    said = [
        (place, one.rule.attribute, _as_stored(value))
        for place, one in enumerate(applied)
        for value in one.values or [""]
    ]
    places, codes, values = zip(*said, strict=True) if said else ((), (), ())
    parameters = {
        "product": product_id, "most": most, "bought": _BOUGHT,
        "places": list(places), "codes": list(codes), "values": list(values),
        "shelf_places": [place for place, _ in shelves], "shelves": [shelf for _, shelf in shelves],
    }  # fmt: skip
    found = fetch(_OTHERS, parameters)
    fitting = (
        (slug, _reason(applied[place], value, words)) for _, slug, place, value in found if place != _BOUGHT
    )
    return Others(
        tuple(slug for _, slug, place, _ in found if place == _BOUGHT),
        dict(itertools.islice(fitting, most)),
        {slug: product for product, slug, *_ in found},
    )


def _applied(rule: AccessoryRule, category: str, specification: Specification) -> _Applied | None:
    if not rule.is_about(category):
        return None
    values = rule.wanted(specification)
    return _Applied(rule, values) if values or rule.reason else None


def _shelves(rule: AccessoryRule, tree: CategoryTree) -> Iterable[int]:
    for path in rule.fits:
        try:
            node = tree.at(path)
        except UnknownCategory:
            continue  # another shop's
        depends_on(list_tag(node.id))
        yield from tree.subtree_ids(node)


def _reason(applied: _Applied, stored: str, words: Vocabulary) -> str:
    if applied.rule.reason:
        return applied.rule.reason
    value = next(value for value in applied.values if _as_stored(value) == stored)
    return gettext("Fits %(value)s") % {
        "value": sheet_line(words.attributes[applied.rule.attribute], value).label
    }


def _as_stored(value: SpecificationValue) -> str:
    """As `FacetValue` keeps it."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else f"{Decimal(str(value)).normalize():f}"
