"""How many products each category holds, and the drawing of its most popular one. One statement, cached."""

from dataclasses import astuple, dataclass
from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import JSONObject

from catalog.caching import RANGE
from catalog.models import Category, Product
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


@cached_query(tags=(RANGE,), encode=_encode, decode=_decode)
def category_samples() -> Samples:
    """Category id to its sample; a category without a published product in its subtree is missing."""
    tree = category_tree()
    samples: Samples = {}
    for row in _most_popular():
        if row["best"] is None:
            continue
        own = _sample(row, tree)
        for node in tree.trail(row["id"]):
            other = samples.get(node.id)
            best = max(own, other, key=_popularity) if other else own
            count = own.count + (other.count if other else 0)
            samples[node.id] = CategorySample(count, best.drawing, best.popularity)
    return samples


def _most_popular() -> Any:
    """Each category itself: how many it holds, and its most popular product. Both are read off an index."""
    own = Product.objects.published().filter(category=OuterRef("pk")).order_by()
    count = own.values("category").annotate(count=Count("pk")).values("count")
    best = own.order_by("-popularity", "-id").values(
        json=JSONObject(name="name", specification="specification", popularity="popularity")
    )
    return Category.objects.annotate(count=Subquery(count), best=Subquery(best[:1])).values(
        "id", "count", "best"
    )


def _sample(row: Any, tree: CategoryTree) -> CategorySample:
    best = row["best"]
    drawing = drawing_url(row["id"], best["specification"], name=best["name"], tree=tree)
    return CategorySample(row["count"], drawing, best["popularity"])


def _popularity(sample: CategorySample) -> int:
    return sample.popularity


def product_count(path: str = "") -> int:
    """How many published products the category at `path` holds with all below it, or the whole shop.

    Counted when a product came or went, not for each page. Raises `UnknownCategory`.
    """
    tree, samples = category_tree(), category_samples()
    nodes = (tree.at(path),) if path else tree.roots
    return sum(samples[node.id].count for node in nodes if node.id in samples)
