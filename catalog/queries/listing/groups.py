"""What was chosen, as ids of facet values: of each group a product has at least one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from catalog.caching import BRANDS
from catalog.domain.records import AttributeKind
from catalog.queries.listing.selection import Choice, Selection, span
from catalog.queries.vocabulary import vocabulary
from electricityshop.caching.tags import depends_on
from electricityshop.plain_sql import fetch

BRAND: Final = "brand"

_IDS = """
SELECT 'brand', f.id, f.products FROM catalog_facetvalue f
JOIN catalog_brand b ON b.id = f.brand_id WHERE b.slug = ANY(%s::text[])
UNION ALL
SELECT ':' || a.code, f.id, f.products
FROM unnest(%s::text[], %s::text[]) AS asked (code, value)
JOIN catalog_attribute a USING (code)
JOIN catalog_facetvalue f ON f.attribute_id = a.id AND f.value = asked.value
UNION ALL
SELECT ':' || a.code, f.id, f.products
FROM unnest(%s::text[], %s::float8[], %s::float8[]) AS asked (code, low, high)
JOIN catalog_attribute a USING (code)
JOIN catalog_facetvalue f ON f.attribute_id = a.id AND f.number BETWEEN asked.low AND asked.high
"""


@dataclass(slots=True)
class Group:
    """`facet` is `brand`, or an attribute's code after a colon; `products` is how many are said to fit."""

    facet: str
    ids: list[int] = field(default_factory=list)
    products: int = 0


def attribute_facet(code: str) -> str:
    """An attribute may be called `brand`, too."""
    return f":{code}"


def groups(selection: Selection) -> tuple[Group, ...]:
    """One statement, none where nothing was chosen. A value that nobody has makes a group that nothing fits."""
    facets = [attribute_facet(choice.code) for choice in selection.choices]
    if selection.brands:
        depends_on(BRANDS)
        facets.append(BRAND)
    chosen = {facet: Group(facet) for facet in facets}
    for facet, value, products in fetch(_IDS, _asked(selection)) if chosen else ():
        chosen[facet].ids.append(value)
        chosen[facet].products += products
    return tuple(chosen.values())


def _asked(selection: Selection) -> list[object]:
    plain = [(choice.code, value) for choice in selection.choices for value in _plain(choice)]
    ranges = [(choice.code, *ends) for choice in selection.choices for ends in _ranges(choice)]
    return [
        list(selection.brands),
        *([row[place] for row in plain] for place in range(2)),
        *([row[place] for row in ranges] for place in range(3)),
    ]


def _is_number(choice: Choice) -> bool:
    attribute = vocabulary().attributes.get(choice.code)
    return attribute is not None and attribute.kind == AttributeKind.NUMBER


def _plain(choice: Choice) -> Iterator[str]:
    if not _is_number(choice):
        yield from choice.values


def _ranges(choice: Choice) -> Iterator[tuple[float, float]]:
    if _is_number(choice):
        yield from filter(None, map(span, choice.values))
