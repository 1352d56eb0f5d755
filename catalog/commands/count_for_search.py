"""What a search reckons with, counted anew: how rare words and facet values are, and which products are popular."""

from catalog.facets import count_facet_values, rank_products
from catalog.words import count_words
from electricityshop.commands import command


@command
def count_for_search() -> None:
    """Safe to repeat; reads every product."""
    count_words()
    count_facet_values()
    rank_products()
