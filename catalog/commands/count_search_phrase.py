"""Count that a shopper searched for something, so that it can be suggested to others."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from catalog.domain.search.phrases import phrase
from catalog.domain.search.quantities import quantities
from catalog.domain.search.wording import words
from catalog.queries.search.known_words import known_words
from electricityshop.attempts.counting import count_attempt
from electricityshop.attempts.limits import Limit
from electricityshop.commands import command
from electricityshop.plain_sql import run

_COUNT = """
INSERT INTO catalog_searchphrase (text, searches, searched_at, aged_at) VALUES (%(text)s, 1, %(now)s, %(now)s)
ON CONFLICT (text) DO UPDATE SET searches = catalog_searchphrase.searches + 1, searched_at = EXCLUDED.searched_at
"""


@dataclass(frozen=True, slots=True)
class CountSearchPhrase:
    """`limits` are those of who searched: nobody makes a phrase popular alone."""

    text: str
    now: datetime
    limits: Sequence[Limit] = ()


@command
def count_search_phrase(wanted: CountSearchPhrase) -> bool:
    """Whether it was counted: a text that may be personal, or has a word that is in no product, is not.

    Raises `TooManyAttempts`.
    """
    text = phrase(wanted.text)
    if not text or not _are_known(text):
        return False
    count_attempt(wanted.limits, wanted.now)
    run(_COUNT, {"text": text, "now": wanted.now})
    return True


def _are_known(text: str) -> bool:
    """Whether every word is of the vocabulary; numbers and quantities are nobody's name."""
    said = [word.joined for word in words(quantities(text).words)]
    telling = {word for word in said if any(map(str.isalpha, word))}
    known = known_words(telling) if telling else {}
    return bool(said) and all(known[word].is_known for word in telling)
