"""What shoppers call things, by the stems of the words. Cached."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from catalog.caching import SYNONYMS
from electricityshop.caching.queries import cached_query
from electricityshop.plain_sql import fetch

MOST_WORDS = 3
"""In a phrase."""
_GROUPS = """
SELECT grouped.id, phrase.words, array_to_string(ARRAY(
    SELECT coalesce((tsvector_to_array(to_tsvector('english', part)))[1], part)
    FROM unnest(string_to_array(lower(phrase.words), ' ')) WITH ORDINALITY AS one (part, place) ORDER BY place
), ' ')
FROM catalog_synonymgroup grouped, unnest(grouped.words) AS phrase (words) ORDER BY grouped.id, phrase.words
"""

Synonyms = Mapping[str, Sequence[str]]
"""Stems of a phrase to the other phrases of its groups."""


def _same(plain: Any) -> Any:
    return plain


@cached_query(tags=(SYNONYMS,), encode=_same, decode=_same)
def synonyms() -> Synonyms:
    """One statement."""
    groups: dict[int, list[tuple[str, str]]] = {}
    for group, phrase, stems in fetch(_GROUPS, []):
        groups.setdefault(group, []).append((" ".join(phrase.lower().split()), stems))
    found: dict[str, list[str]] = {}
    for phrases in groups.values():
        for _, stems in phrases:
            found.setdefault(stems, []).extend(other for other, others in phrases if others != stems)
    return found


def spans(stems: Sequence[str], known: Synonyms) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Where a phrase begins and ends among the words, and what it is called, too."""
    for start in range(len(stems)):
        for end in range(start + 1, min(start + MOST_WORDS, len(stems)) + 1):
            if others := known.get(" ".join(stems[start:end])):
                yield start, end, others
