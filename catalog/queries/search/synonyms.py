"""What shoppers call things, by the stems of the words. Cached."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.caching import SYNONYMS
from catalog.domain.search.wording import Word, words
from catalog.models import SynonymGroup
from catalog.queries.search.known_words import known_words
from electricityshop.caching.queries import cached_query

MOST_WORDS = 3
"""In a phrase."""

Synonyms = Mapping[str, Sequence[str]]
"""Stems of a phrase to the other phrases of its groups."""


def _same(plain: Any) -> Any:
    return plain


@cached_query(tags=(SYNONYMS,), encode=_same, decode=_same)
def synonyms() -> Synonyms:
    """Two statements at most."""
    rows = SynonymGroup.objects.order_by("pk").values_list("words", flat=True)
    groups = [[typed for phrase in sorted(phrases) if (typed := words(phrase))] for phrases in rows]
    asked = {word.joined for phrases in groups for phrase in phrases for word in phrase}
    known = known_words(asked) if asked else {}
    found: dict[str, list[str]] = {}
    for phrases in groups:
        called = {" ".join(known[word.joined].stem or word.joined for word in each): each for each in phrases}
        for stems in called:
            others = (phrase for other, phrase in called.items() if other != stems)
            found.setdefault(stems, []).extend(form for phrase in others for form in _spellings(phrase))
    return found


def _spellings(phrase: Sequence[Word]) -> dict[str, None]:
    """`wi-fi` is looked for as `wifi`, too."""
    return dict.fromkeys(
        (" ".join(word.hyphenated for word in phrase), " ".join(word.joined for word in phrase))
    )


def spans(stems: Sequence[str], known: Synonyms) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Where a phrase begins and ends among the words, and what it is called, too."""
    for start in range(len(stems)):
        for end in range(start + 1, min(start + MOST_WORDS, len(stems)) + 1):
            if others := known.get(" ".join(stems[start:end])):
                yield start, end, others
