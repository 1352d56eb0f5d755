"""What the vocabulary knows of the words in a search."""

from collections.abc import Collection
from dataclasses import dataclass

from catalog.domain.search.spelling import Correction, corrections, is_correctable, keys
from electricityshop.plain_sql import fetch

_KNOWN = """
SELECT asked.word, coalesce(form.stem, ''), own.word IS NOT NULL,
       coalesce((SELECT sum(products) FROM catalog_searchword WHERE stem = form.stem AND stem <> ''), 0)::int
FROM unnest(%s::text[]) AS asked (word)
CROSS JOIN LATERAL (SELECT tsvector_to_array(to_tsvector('english', asked.word)) AS stems) parsed
CROSS JOIN LATERAL (SELECT CASE cardinality(parsed.stems) WHEN 1 THEN parsed.stems[1] END AS stem) form
LEFT JOIN catalog_searchword own ON own.word = asked.word
"""
_BEGINS = "SELECT FROM catalog_searchword WHERE word ^@ %s LIMIT 1"
_NEAR = (
    "SELECT word, products FROM catalog_searchword WHERE keys && %s::int[] AND stem <> '' AND products > 0"
)


@dataclass(frozen=True, slots=True)
class KnownWord:
    """`products` is how many have the word in any of its forms."""

    stem: str
    """As full text keeps it; empty for a stop word."""
    is_written_so: bool
    products: int

    @property
    def is_known(self) -> bool:
        return self.is_written_so or bool(self.products)


def known_words(asked: Collection[str]) -> dict[str, KnownWord]:
    """One statement."""
    return {word: KnownWord(*row) for word, *row in fetch(_KNOWN, [list(asked)])}


def is_beginning(text: str) -> bool:
    """Whether a word of the vocabulary begins so. One statement."""
    return bool(fetch(_BEGINS, [text]))


def meant_instead(word: str) -> Correction | None:
    """What a misspelt word was most likely meant to be. One statement, none for a word too short to tell."""
    if not is_correctable(word):
        return None
    near = dict(fetch(_NEAR, [sorted(keys(word))]))
    return next(iter(corrections(word, near, limit=1)), None)
