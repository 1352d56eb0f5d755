"""The category tree: one statement, cached, for menus, breadcrumbs, subtrees and drawing kinds."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass
from functools import cached_property
from typing import Any

from catalog.caching import CATEGORIES
from catalog.models import Category
from catalog.queries.addresses import category_address
from electricityshop.caching.queries import cached_query
from electricityshop.errors import NotFound


class UnknownCategory(NotFound):
    code = "unknown_category"


@dataclass(frozen=True, slots=True)
class CategoryNode:
    """One category. `drawing` is its own kind or the nearest ancestor's; `depth` is 0 at the top."""

    id: int
    parent_id: int | None
    slug: str
    path: str
    name: str
    description: str
    drawing: str
    depth: int

    @property
    def address(self) -> str:
        """Of its page on this site."""
        return category_address(self.path)


class CategoryTree:
    """All categories, each parent before its children, siblings in their order."""

    def __init__(self, nodes: tuple[CategoryNode, ...]) -> None:
        self.nodes = nodes

    def __iter__(self) -> Iterator[CategoryNode]:
        return iter(self.nodes)

    @property
    def roots(self) -> tuple[CategoryNode, ...]:
        return self.children(None)

    @cached_property
    def by_id(self) -> dict[int, CategoryNode]:
        return {node.id: node for node in self.nodes}

    @cached_property
    def _by_path(self) -> dict[str, CategoryNode]:
        return {node.path: node for node in self.nodes}

    @cached_property
    def _children(self) -> dict[int | None, tuple[CategoryNode, ...]]:
        found: dict[int | None, tuple[CategoryNode, ...]] = {}
        for node in self.nodes:
            found[node.parent_id] = (*found.get(node.parent_id, ()), node)
        return found

    def children(self, parent_id: int | None) -> tuple[CategoryNode, ...]:
        return self._children.get(parent_id, ())

    def at(self, path: str) -> CategoryNode:
        """The category at `path`. Raises `UnknownCategory`."""
        node = self._by_path.get(path)
        if node is None:
            raise UnknownCategory("There is no such category. It may have been renamed or taken away.")
        return node

    def named(self, path_or_slug: str) -> CategoryNode:
        """By path, or by its last element alone (the first in tree order). Raises `UnknownCategory`."""
        if path_or_slug not in self._by_path:
            for node in self.nodes:
                if node.slug == path_or_slug:
                    return node
        return self.at(path_or_slug)

    def trail(self, category_id: int) -> tuple[CategoryNode, ...]:
        """From the top down to and including the category; empty for an id that is not in the tree."""
        trail: list[CategoryNode] = []
        node = self.by_id.get(category_id)
        while node is not None:
            trail.insert(0, node)
            node = self.by_id.get(node.parent_id) if node.parent_id else None
        return tuple(trail)

    def subtree_ids(self, node: CategoryNode) -> tuple[int, ...]:
        below = f"{node.path}/"
        return tuple(other.id for other in self.nodes if other is node or other.path.startswith(below))


def _encode(tree: CategoryTree) -> Any:
    return [astuple(node) for node in tree]


def _decode(rows: Any) -> CategoryTree:
    return CategoryTree(tuple(CategoryNode(*row) for row in rows))


@cached_query(tags=(CATEGORIES,), encode=_encode, decode=_decode)
def category_tree() -> CategoryTree:
    rows: dict[int | None, list[dict[str, Any]]] = {}
    fields = ("id", "parent_id", "slug", "path", "name", "description", "drawing")
    for row in Category.objects.order_by("position", "id").values(*fields):
        rows.setdefault(row["parent_id"], []).append(row)
    return CategoryTree(tuple(_walk(rows, None, "box", 0)))


def _walk(
    rows: dict[int | None, list[dict[str, Any]]], parent_id: int | None, drawing: str, depth: int
) -> Iterator[CategoryNode]:
    for row in rows.get(parent_id, ()):
        kind = row["drawing"] or drawing
        yield CategoryNode(**(row | {"drawing": kind}), depth=depth)
        yield from _walk(rows, row["id"], kind, depth + 1)
