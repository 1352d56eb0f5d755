"""What the home page shows beside the search: the map of the range, what is new, what is bought."""

from dataclasses import dataclass

from catalog.caching import ALL_LISTS
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import CategoryNode, category_tree
from catalog.queries.drawings import drawing_url
from catalog.queries.product_cards import ProductCard, newest_cards, popular_cards
from electricityshop.caching.tags import depends_on

SHOWN = 6


@dataclass(frozen=True, slots=True)
class MapTile:
    """One top category: its drawing, how many products it holds, and what is below it."""

    category: CategoryNode
    drawing: str
    count: int
    children: tuple[CategoryNode, ...]


@dataclass(frozen=True, slots=True)
class HomePage:
    tiles: tuple[MapTile, ...]
    newest: tuple[ProductCard, ...]
    popular: tuple[ProductCard, ...]
    product_count: int


def home_page() -> HomePage:
    depends_on(ALL_LISTS)
    tiles = category_map()
    return HomePage(
        tiles=tiles,
        newest=newest_cards(size=SHOWN),
        popular=popular_cards(size=SHOWN),
        product_count=sum(tile.count for tile in tiles),
    )


def category_map(parent_id: int | None = None) -> tuple[MapTile, ...]:
    """The categories below one, or the top ones, that hold products.

    The top ones show the drawing that stands for their kind, the others their most popular product's.
    """
    tree, samples = category_tree(), category_samples()
    return tuple(
        MapTile(
            category=node,
            drawing=samples[node.id].drawing if parent_id else drawing_url(node.id, {}, tree=tree),
            count=samples[node.id].count,
            children=tuple(child for child in tree.children(node.id) if child.id in samples),
        )
        for node in tree.children(parent_id)
        if node.id in samples
    )
