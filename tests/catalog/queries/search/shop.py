"""A shop to search in, and what a search says."""

from catalog.commands.count_for_search import count_for_search
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.search.understanding import Term, understood
from electricityshop.pages import PageRequest
from tests.factories import CategoryFactory, product_with_variant


def shop_of(*names, **fields):
    """Products with these names and nothing else to be found by, the first one the most popular; words are counted."""
    category = CategoryFactory.create(slug="goods", name="Goods")
    for place, name in enumerate(names):
        popularity = len(names) - place
        product_with_variant(
            **{"name": name, "category": category, "brand": None, "summary": "", "popularity": popularity}
            | fields
        )
    count_for_search()


def found(text, page=None, **selection):
    """Names, the best first."""
    request = page or PageRequest()
    return [card.name for card in product_list(Selection(search=text, **selection), request).items]


def terms(text) -> list[Term]:
    return list(understood(text).terms)


def written(text):
    """What is looked for, as it was typed."""
    return [term.written for term in terms(text)]
