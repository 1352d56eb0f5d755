"""Products of a list without a search, one part after another to its end, however long it is."""

from dataclasses import dataclass

from catalog.queries.category_samples import product_count
from catalog.queries.listing.conditions import categories_of, chosen
from catalog.queries.listing.cursor import BadCursor, Cursor
from catalog.queries.listing.facets import Facets, facets_of
from catalog.queries.listing.groups import groups
from catalog.queries.listing.selection import Ordering, Selection
from catalog.queries.listing.walking import walk
from catalog.queries.product_cards import ProductCard, cards
from catalog.queries.product_list import Found


@dataclass(frozen=True, slots=True)
class ProductWalk:
    """`count` products are in the list, or more where it is not exact; `next` is where to go on, empty at the end."""

    items: tuple[ProductCard, ...]
    count: int
    is_all: bool
    next: str
    facets: Facets


def product_walk(
    selection: Selection, after: str, size: int, *, specs: int = 0, with_facets: bool = False
) -> ProductWalk:
    """The `size` products after a cursor that this list gave, or the first ones.

    Raises `UnknownCategory`, and `BadCursor` for a search, which is ordered by what it finds.
    """
    if selection.search:
        raise BadCursor("A search has pages only: use `page`.")
    ordering = walked_by(selection)
    place = Cursor.read(after, ordering) if after else None
    count, is_all, facets = _told(selection, with_facets=with_facets)
    conditions = chosen(selection, groups(selection), product_count())
    found = walk(categories_of(selection), conditions, ordering, place, size + 1)
    shown = found[:size]
    return ProductWalk(
        cards([row for row, _cursor in shown], specs),
        count,
        is_all,
        shown[-1][1].text if len(found) > size else "",
        facets,
    )


def walked_by(selection: Selection) -> Ordering:
    """Nothing is more relevant than another where nothing was searched for."""
    return Ordering.POPULAR if selection.ordering == Ordering.RELEVANCE else selection.ordering


def _told(selection: Selection, *, with_facets: bool) -> tuple[int, bool, Facets]:
    if not selection.is_filtered and not with_facets:
        return product_count(selection.category), True, Facets()
    found = Found(selection, with_stock=with_facets or selection.only_in_stock)
    facets = facets_of(found.chosen, selection, found.chosen_groups) if with_facets else Facets()
    return len(found.chosen.fitting), found.are_all, facets
