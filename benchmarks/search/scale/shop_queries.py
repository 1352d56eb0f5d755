"""The shop's own queries, as the proof asks them. Every page, API view and app is answered by these."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

from benchmarks.search.scale.asked import History, Wish
from catalog.queries.category_samples import category_samples
from catalog.queries.category_tree import category_tree
from catalog.queries.listing.selection import Choice, Ordering, Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.synonyms import synonyms
from catalog.queries.vocabulary import vocabulary
from electricityshop.pages import PageRequest
from orders.domain.owners import Owner
from orders.pages.history import ORDERS_A_PAGE
from orders.queries.orders import order_history

_SUGGESTIONS = "catalog.queries.suggestions"


def warm() -> None:
    """What hardly ever changes and every process keeps: the tree, names of properties, synonyms, how many there are."""
    category_tree()
    vocabulary()
    synonyms()
    category_samples()


def listed(wish: Wish) -> None:
    selection = Selection(
        search=wish.search,
        category=wish.category,
        brands=wish.brands,
        choices=tuple(Choice(code=code, values=values) for code, values in wish.choices),
        maximum=wish.maximum,
        only_in_stock=wish.only_in_stock,
        ordering=Ordering(wish.ordering),
    )
    product_list(selection, PageRequest(wish.page, 24), with_facets=True)


def suggested() -> Callable[[Wish], None] | None:
    """None where the shop has no suggestions."""
    if find_spec(_SUGGESTIONS) is None:
        return None
    suggestions = import_module(_SUGGESTIONS).suggestions
    return lambda wish: suggestions(wish.search)


def history(wish: History) -> None:
    order_history(Owner(user_id=wish.user_id), PageRequest(wish.page, ORDERS_A_PAGE))
