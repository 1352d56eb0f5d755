"""The words of the vocabulary that begin with what was typed."""

from typing import Final, NamedTuple

from catalog.queries.suggesting.beginnings import beginning
from electricityshop.plain_sql import fetch

MOST: Final = 20
_LONGEST_INDEXED: Final = 3
_SHORT = """
SELECT word, stem FROM catalog_searchword
WHERE left(word, {length}) = %(begin)s AND products > 0 ORDER BY products DESC, word LIMIT %(most)s
"""
_STATEMENTS: Final = {length: _SHORT.format(length=length) for length in range(1, _LONGEST_INDEXED + 1)}
"""For each length that has an index: the most frequent words are read off it."""
_LONG = """
SELECT word, stem FROM (
    SELECT word, stem, products FROM catalog_searchword
    WHERE word ~>=~ %(begin)s AND word ~<~ %(end)s ORDER BY word USING ~<~ LIMIT 500
) AS begun
WHERE products > 0 ORDER BY products DESC, word LIMIT %(most)s
"""
"""Of the first 500 in the alphabet: so many words begin with the same four letters only where they are numbers."""


class CompletedWord(NamedTuple):
    word: str
    stem: str
    """As full text keeps it; empty for a stop word and for one with a hyphen."""


def completed_words(text: str) -> list[CompletedWord]:
    """At most `MOST`, the most frequent first; none of them is in no product. One statement."""
    statement = _STATEMENTS.get(len(text), _LONG)
    return [CompletedWord(*row) for row in fetch(statement, beginning(text) | {"most": MOST})]
