"""How many products each category holds, and the drawing of its most popular one. One statement, cached.

Categories are counted exactly while they are small. Of a large one the last count is told (`catalog.facets`), so that
no page of a shop with a million products waits until they are counted.
"""

import json
from dataclasses import astuple, dataclass
from typing import Any, Final, NamedTuple

from catalog.caching import RANGE
from catalog.queries.category_tree import CategoryTree, category_tree
from catalog.queries.drawings import drawing_url
from electricityshop.caching.queries import cached_query
from electricityshop.plain_sql import fetch

EXACT: Final = 2_000
"""Products of a category that are counted anew for every page that is built."""


@dataclass(frozen=True, slots=True)
class CategorySample:
    """`count` and `drawing` of the published products of a subtree; `popularity` is that of the one drawn."""

    count: int
    drawing: str
    popularity: int


Samples = dict[int, CategorySample]


class _Row(NamedTuple):
    category: int
    count_at_most: int
    counted: int
    name: str
    specification: str
    popularity: int


_SAMPLES = """
SELECT c.id, few.products, c.products_counted, best.name, best.specification, best.popularity
FROM catalog_category c
CROSS JOIN LATERAL (
    SELECT count(*) AS products
    FROM (SELECT FROM catalog_product p WHERE p.category_id = c.id AND p.is_published LIMIT %s) bounded
) few
CROSS JOIN LATERAL (
    SELECT p.name, p.specification, p.popularity FROM catalog_product p
    WHERE p.category_id = c.id AND p.is_published ORDER BY p.popularity DESC, p.id DESC LIMIT 1
) best
"""
"""Each category itself: how many it holds, and its most popular product. Both are read off an index."""


def _encode(samples: Samples) -> Any:
    return [[category_id, *astuple(sample)] for category_id, sample in samples.items()]


def _decode(stored: Any) -> Samples:
    return {category_id: CategorySample(*values) for category_id, *values in stored}


@cached_query(tags=(RANGE,), encode=_encode, decode=_decode)
def category_samples() -> Samples:
    """Category id to its sample; a category without a published product in its subtree is missing."""
    tree = category_tree()
    samples: Samples = {}
    for row in map(_Row._make, fetch(_SAMPLES, [EXACT + 1])):
        own = _sample(row, tree)
        for node in tree.trail(row.category):
            other = samples.get(node.id)
            best = max(own, other, key=_popularity) if other else own
            count = own.count + (other.count if other else 0)
            samples[node.id] = CategorySample(count, best.drawing, best.popularity)
    return samples


def _sample(row: _Row, tree: CategoryTree) -> CategorySample:
    drawing = drawing_url(row.category, json.loads(row.specification), name=row.name, tree=tree)
    count = row.count_at_most if row.count_at_most <= EXACT else max(row.count_at_most, row.counted)
    return CategorySample(count, drawing, row.popularity)


def _popularity(sample: CategorySample) -> int:
    return sample.popularity


def product_count(path: str = "") -> int:
    """How many published products the category at `path` holds with all below it, or the whole shop.

    Counted when a product came or went, not for each page. Raises `UnknownCategory`.
    """
    tree, samples = category_tree(), category_samples()
    nodes = (tree.at(path),) if path else tree.roots
    return sum(samples[node.id].count for node in nodes if node.id in samples)
