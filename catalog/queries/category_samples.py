"""How many products each category holds, and the drawing of its most popular one. One statement, cached."""

from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, F, Window

from catalog.caching import ALL_LISTS
from catalog.models import Product
from catalog.queries.category_tree import CategoryTree, category_tree
from catalog.queries.drawings import drawing_url
from electricityshop.caching.queries import cached_query


@dataclass(frozen=True, slots=True)
class CategorySample:
    """`count` and `drawing` of the published products of a subtree; `popularity` is that of the one drawn."""

    count: int
    drawing: str
    popularity: int


Samples = dict[int, CategorySample]


def _encode(samples: Samples) -> Any:
    return [[category_id, *astuple(sample)] for category_id, sample in samples.items()]


def _decode(stored: Any) -> Samples:
    return {category_id: CategorySample(*values) for category_id, *values in stored}


@cached_query(tags=(ALL_LISTS,), encode=_encode, decode=_decode)
def category_samples() -> Samples:
    """Category id to its sample; a category without a published product in its subtree is missing."""
    tree = category_tree()
    samples: Samples = {}
    for row in _most_popular():
        own = _sample(row, tree)
        for node in tree.trail(row["category_id"]):
            other = samples.get(node.id)
            best = max(own, other, key=_popularity) if other else own
            count = own.count + (other.count if other else 0)
            samples[node.id] = CategorySample(count, best.drawing, best.popularity)
    return samples


def _most_popular() -> Any:
    """The most popular product of each category itself."""
    return (
        Product.objects.published()
        .annotate(count=Window(Count("id"), partition_by=F("category_id")))
        .order_by("category_id", "-popularity", "-id")
        .distinct("category_id")
        .values("category_id", "name", "specification", "popularity", "count")
    )


def _sample(row: Any, tree: CategoryTree) -> CategorySample:
    drawing = drawing_url(row["category_id"], row["specification"], name=row["name"], tree=tree)
    return CategorySample(row["count"], drawing, row["popularity"])


def _popularity(sample: CategorySample) -> int:
    return sample.popularity
