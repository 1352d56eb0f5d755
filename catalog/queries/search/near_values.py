"""Values of properties that come close to the quantities that were asked for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from catalog.domain.search.closeness import Meaning, bounds, closeness, meaning
from catalog.domain.search.quantity import Quantity
from catalog.queries.vocabulary import vocabulary
from electricityshop.plain_sql import fetch

MOST_VALUES: Final = 200
"""For one quantity, the nearest."""
_NEAR = """
SELECT asked.place, f.id, f.number, f.products, asked.low, asked.high
FROM unnest(%s::int[], %s::text[], %s::float8[], %s::float8[], %s::float8[], %s::float8[])
     AS asked (place, code, low, high, least, most)
JOIN catalog_attribute a USING (code)
JOIN catalog_facetvalue f ON f.attribute_id = a.id AND f.number BETWEEN asked.least AND asked.most
ORDER BY asked.place, abs(f.number - asked.low) / NULLIF(abs(asked.low), 0), f.id
"""


@dataclass(slots=True)
class NearValues:
    """`ids` by how close they are, from 1; `products` is how many are said to have the very value."""

    meaning: Meaning
    ids: dict[float, list[int]] = field(default_factory=dict)
    products: int = 0

    @property
    def all_ids(self) -> list[int]:
        return [value for ids in self.ids.values() for value in ids]


def near_values(quantities: Sequence[Quantity]) -> list[NearValues]:
    """Of each quantity; empty where no property is measured so. One statement, none without quantities."""
    found = [NearValues(meaning(quantity.unit)) for quantity in quantities]
    asked = [row for place, quantity in enumerate(quantities) for row in _asked(place, quantity)]
    near: Mapping[int, list[tuple[float, int, int]]] = defaultdict(list)
    for place, value, number, products, low, high in (
        fetch(_NEAR, list(map(list, zip(*asked, strict=True)))) if asked else ()
    ):
        worth = closeness(found[place].meaning, low, high, number)
        if worth:
            near[place].append((worth, value, products))
    for place, values in near.items():
        for worth, value, products in sorted(values[:MOST_VALUES], reverse=True):
            found[place].ids.setdefault(worth, []).append(value)
            found[place].products += products if worth == 1 else 0
    return found


def _asked(place: int, quantity: Quantity) -> Iterator[tuple[int, str, float, float, float, float]]:
    """In the unit of each property that measures the same."""
    meant = meaning(quantity.unit)
    for attribute in vocabulary().attributes.values():
        ends = quantity.bounds_in(attribute.unit) if attribute.unit else None
        if ends is not None:
            low, high = map(float, ends)
            yield place, attribute.code, low, high, *bounds(meant, low, high)
