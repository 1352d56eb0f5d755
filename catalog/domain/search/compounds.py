"""Words written in one or apart: `powerbank` and `power bank`, `iphone7` and `iphone 7`, `usbc` and `usb-c`.

What is a word is for the vocabulary to say. `fragments` names every word that could be asked for, so that one query
can answer for a whole search.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Final, TypeAlias

from catalog.domain.search.wording import Word

IsKnown: TypeAlias = Callable[[str], bool]
Parts: TypeAlias = tuple[str, ...]

SHORTEST_PART: Final = 3
"""`car` and `pet` make `carpet` too, but two-letter words would be found in everything."""
_LONGEST_COMPOUND: Final = 30
_MOST_PARTS: Final = 3
_LETTERS_AND_NUMBER: Final = re.compile(r"([^\W\d_]{2,})([0-9][^\W_]*)|([0-9]+)([^\W\d_]{2,})")
_RUNS: Final = re.compile(r"[^\W\d_]+|[0-9]+")
"""Letters, or digits: `rx7800xt` has three."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Two neighbours that are one word: the one at `index` and the next."""

    index: int
    text: str


def decompounded(word: str, is_known: IsKnown) -> Parts:
    """The words that a word written in one is made of; empty when it is none that can be taken apart.

    A form the vocabulary knows with a hyphen is best; then where letters meet a number; then the fewest parts of
    at least `SHORTEST_PART` letters each, the first one as long as can be.
    """
    return next(iter(ways_apart(word, is_known)), ())


def ways_apart(word: str, is_known: IsKnown, limit: int = 3) -> tuple[Parts, ...]:
    """The best ways to take it apart: `powerstrip` may be `powers trip`, and is `power strip`, too."""
    known = (parts for parts, asked in _ways(word) if all(map(is_known, asked)))
    return tuple(islice(dict.fromkeys(known), limit))


def joined(words: Sequence[Word], is_known: IsKnown) -> tuple[Joined, ...]:
    """The neighbours that are also known as one word, or with a hyphen: `power bank`, `usb c`, `wi fi`."""
    found = []
    for index, forms in enumerate(_neighbours(words)):
        if any(map(is_known, forms)):
            found.append(Joined(index, forms[0]))
    return tuple(found)


def fragments(words: Sequence[Word]) -> frozenset[str]:
    """Every word that `decompounded` and `joined` may ask about."""
    asked = {form for forms in _neighbours(words) for form in forms}
    for word in words:
        for written in {*word.parts, word.joined}:
            asked.update(form for _, forms in _ways(written) for form in forms)
    return frozenset(asked)


def _ways(word: str) -> Iterator[tuple[Parts, Parts]]:
    """All ways to take a word apart, best first: its parts, and what must be known for it."""
    if len(word) > _LONGEST_COMPOUND:
        return
    for place in range(len(word) - 1, 0, -1):
        yield (word[:place], word[place:]), (f"{word[:place]}-{word[place:]}",)
    if at_number := _LETTERS_AND_NUMBER.fullmatch(word):
        parts = tuple(part for part in at_number.groups() if part)
        yield parts, parts
    runs = tuple(_RUNS.findall(word))
    if len(runs) == _MOST_PARTS:
        yield runs, runs
    if word.isalpha():
        for count in range(2, _MOST_PARTS + 1):
            yield from ((parts, parts) for parts in _divisions(word, count))


def _neighbours(words: Sequence[Word]) -> list[tuple[str, str]]:
    return [
        (first.joined + second.joined, f"{first.hyphenated}-{second.hyphenated}")
        for first, second in pairwise(words)
    ]


def _divisions(word: str, count: int) -> Iterator[Parts]:
    """All ways to cut a word into so many parts, long first parts first."""
    if count == 1:
        if len(word) >= SHORTEST_PART:
            yield (word,)
        return
    for place in range(len(word) - SHORTEST_PART * (count - 1), SHORTEST_PART - 1, -1):
        yield from ((word[:place], *rest) for rest in _divisions(word[place:], count - 1))
