"""What a selection asks of a product `p`, as SQL."""

from collections.abc import Sequence
from typing import Final

from catalog.caching import ALL_LISTS, list_tag
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.groups import Group
from catalog.queries.listing.selection import Selection
from catalog.queries.search.matching import Condition
from electricityshop.caching.tags import depends_on

AVAILABLE: Final = """
EXISTS (SELECT FROM catalog_variant v JOIN catalog_stockitem s ON s.variant_id = v.id
        WHERE v.product_id = p.id AND v.is_active AND s.on_hand > s.held)
"""
_IN_STOCK: Final = Condition("true", among=AVAILABLE)


def categories_of(selection: Selection) -> tuple[int, ...] | None:
    """Ids of the category and all below it; None for the whole shop. Raises `UnknownCategory`."""
    if not selection.category:
        depends_on(ALL_LISTS)
        return None
    tree = category_tree()
    category = tree.at(selection.category)
    depends_on(list_tag(category.id))
    return tree.subtree_ids(category)


def chosen(selection: Selection, groups: Sequence[Group]) -> list[Condition]:
    """Everything but the category and the search."""
    found = [Condition("p.facets && %s::int[]", (group.ids,)) for group in groups]
    if selection.minimum is not None:
        found.append(Condition("p.price_to >= %s", (selection.minimum,)))
    if selection.maximum is not None:
        found.append(Condition("p.price <= %s", (selection.maximum,)))
    return [*found, _IN_STOCK] if selection.only_in_stock else found
