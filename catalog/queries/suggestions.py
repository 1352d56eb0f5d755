"""What somebody who is still typing may be looking for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from catalog.caching import ALL_LISTS, NUMBERS
from catalog.domain.search.wording import Word, folded, words
from catalog.queries.category_tree import CategoryNode, category_tree
from catalog.queries.product_cards import ProductCard, cards_of
from catalog.queries.search.known_words import meant_instead
from catalog.queries.search.understanding import Term, understood
from catalog.queries.search_terms import SearchTerms, search_terms
from catalog.queries.suggesting.completed_words import CompletedWord, completed_words
from catalog.queries.suggesting.named_categories import named_categories
from catalog.queries.suggesting.numbered_products import numbered_products
from catalog.queries.suggesting.past_searches import past_searches
from catalog.queries.suggesting.worded_products import worded_products
from electricityshop.caching.tags import depends_on

MOST_PRODUCTS: Final = 6
MOST_CATEGORIES: Final = 3
MOST_SEARCHES: Final = 4


@dataclass(frozen=True, slots=True)
class SuggestedCategory:
    """`above` is the names of the categories it lies in, from the top."""

    path: str
    name: str
    address: str
    above: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`searches` are texts to search for: what others searched for, then completions of the last word."""

    text: str
    products: tuple[ProductCard, ...] = ()
    categories: tuple[SuggestedCategory, ...] = ()
    searches: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        return len(self.products) + len(self.categories) + len(self.searches)


def suggestions(text: str) -> Suggestions:
    """For a text of any length up to that of a search. Raises `SearchTooLong`.

    Ten statements at most and one for each word that is not known, each of which reads a bounded number of rows.
    """
    terms = search_terms(text)
    typed = words(terms.text)
    if not typed:
        return Suggestions(terms.text)
    depends_on(ALL_LISTS, NUMBERS)
    last = _Last.of(terms.text)
    products = _products(terms, last)
    return Suggestions(
        terms.text,
        products=products,
        categories=tuple(map(_category, named_categories(typed, most=MOST_CATEGORIES))),
        searches=tuple(_searches(terms.text, last, products)),
    )


@dataclass(frozen=True, slots=True)
class _Last:
    """The last word, which may be unfinished: what stands before it, and the words it may become."""

    before: str
    completed: Sequence[CompletedWord]

    @classmethod
    def of(cls, text: str) -> "_Last":
        before, _, last = text.rpartition(" ")
        written = words(last)
        completed = _completed(written[0]) if len(written) == 1 else []
        return cls(before, completed) if completed else cls(text, [])

    @property
    def query(self) -> str:
        """In a name as it is written, or in the names of brand and category in any form."""
        forms = (
            f"{_lexeme(one.stem)}:AB" if one.stem else f"{_lexeme(one.word)}:A" for one in self.completed
        )
        return " | ".join(dict.fromkeys(forms))


def _completed(word: Word) -> list[CompletedWord]:
    """What begins so, or the word that was meant when nothing does."""
    for form in dict.fromkeys((word.hyphenated, word.joined)):
        if found := completed_words(form):
            return found
    correction = meant_instead(word.joined)
    return completed_words(correction.word) if correction else []


def _products(terms: SearchTerms, last: _Last) -> tuple[ProductCard, ...]:
    found = numbered_products(terms, most=MOST_PRODUCTS)
    if len(found) < MOST_PRODUCTS:
        before = _query(understood(last.before).terms) if last.before else ""
        found += worded_products(before, last.query, most=MOST_PRODUCTS)
    return cards_of(list(dict.fromkeys(found))[:MOST_PRODUCTS], specs=0) if found else ()


def _category(node: CategoryNode) -> SuggestedCategory:
    *above, _ = category_tree().trail(node.id)
    return SuggestedCategory(node.path, node.name, node.address, tuple(one.name for one in above))


def _searches(text: str, last: _Last, products: Sequence[ProductCard]) -> Iterable[str]:
    typed = folded(text)
    told = dict.fromkeys([*past_searches(typed, most=MOST_SEARCHES + 1), *_completions(last, products)])
    return [one for one in told if one != typed][:MOST_SEARCHES]


def _completions(last: _Last, products: Sequence[ProductCard]) -> Iterable[str]:
    """One form of each word. After other words only what a product shown is called: any other may find nothing."""
    words_by_stem = {one.stem: one.word for one in reversed(last.completed) if one.stem}
    called = {word.hyphenated for card in products for word in words(f"{card.name} {card.brand}")}
    for one in last.completed:
        if words_by_stem.get(one.stem) == one.word and (not last.before or one.word in called):
            yield f"{folded(last.before)} {one.word}".strip()


def _query(terms: Sequence[Term]) -> str:
    """Beginnings are left out: looking for one costs as much as all the words that begin so."""
    forms = ([form for form in dict.fromkeys(term.forms) if not form.endswith(":*")] for term in terms)
    return " & ".join(f"({' | '.join(some)})" for some in forms)


def _lexeme(word: str) -> str:
    return "'" + word.replace("\\", "").replace("'", "''") + "'"
