"""Words that shoppers use for one another, in the form in which searches are compared with them."""

from collections.abc import Iterable
from typing import Final

from catalog.domain.search.wording import words
from electricityshop.errors import InvalidInput

MOST_WORDS: Final = 3
"""In a phrase: what is longer is never found in a search."""
MOST_PHRASES: Final = 30
"""In a group: a search looks for all of them."""
LONGEST_PHRASE: Final = 80
"""Letters."""


class BadSynonyms(InvalidInput):
    code = "bad_synonyms"


def synonyms_of_each_other(texts: Iterable[str]) -> tuple[str, ...]:
    """The phrases of one group, each once, in the order given: `[" USB-C ", "Type C", ""]` is `usb c`, `type c`.

    Lower case, without accents; hyphens are spaces. Raises `BadSynonyms`.
    """
    phrases = tuple(dict.fromkeys(phrase for phrase in map(_phrase, texts) if phrase))
    if len(phrases) < 2:
        given = f": “{phrases[0]}” is one" if phrases else ""
        raise BadSynonyms(f"Give at least two different words or phrases{given}.")
    if len(phrases) > MOST_PHRASES:
        raise BadSynonyms(f"Give at most {MOST_PHRASES} words or phrases in a group.")
    return phrases


def _phrase(text: str) -> str:
    parts = [part for word in words(text) for part in word.parts]
    phrase = " ".join(parts)
    if len(parts) > MOST_WORDS:
        raise BadSynonyms(
            f"“{text.strip()[:LONGEST_PHRASE]}” has {len(parts)} words; give at most {MOST_WORDS}."
        )
    if len(phrase) > LONGEST_PHRASE:
        raise BadSynonyms(f"“{phrase[:20]}…” is too long; give at most {LONGEST_PHRASE} letters.")
    return phrase
