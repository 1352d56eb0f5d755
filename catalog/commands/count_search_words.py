"""How rare each word of the search is, counted anew."""

from catalog.words import count_words
from electricityshop.commands import command


@command
def count_search_words() -> None:
    """Safe to repeat; reads every product's name."""
    count_words()
