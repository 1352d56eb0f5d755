"""What a misspelt word was meant to be: the near words of a vocabulary, frequent ones first.

An edit is a letter left out, put in, exchanged, or swapped with its neighbour. Words of 4 and 5 letters may be one
edit away, longer ones two; shorter ones are not corrected, for every three letters are near some word. Digits are
never wrong: `gtx1080` is no misspelt `gtx1070`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from math import inf, log
from operator import itemgetter
from typing import Final
from zlib import crc32

SHORTEST_CORRECTED: Final = 4
LONGEST_CORRECTED: Final = 32
_LONG: Final = 6
"""From so many letters on, two edits are forgiven."""
_PREFIX: Final = 7
"""Neighbours are found by the beginning of the word; 29 keys for the longest word, and no more."""
_COST_OF_AN_EDIT: Final = log(100)
"""One edit more must be outweighed by a word a hundred times as frequent."""
_COST_OF_ANOTHER_BEGINNING: Final = log(10)
_ROUNDING: Final = 1e-9


@dataclass(frozen=True, slots=True)
class Correction:
    """A word that may have been meant."""

    word: str
    edits: int
    frequency: int


def corrections(word: str, vocabulary: Mapping[str, int], limit: int = 3) -> tuple[Correction, ...]:
    """The best corrections, best first; empty for a word that is known or too short.

    `vocabulary` is how many documents have each word: all words, or the candidates that `keys` led to.
    """
    if not is_correctable(word) or word in vocabulary:
        return ()
    best: list[Correction] = []
    for known, frequency in sorted(vocabulary.items(), key=itemgetter(1), reverse=True):
        worst = _cost(word, best[-1]) if len(best) == limit else inf
        most = _edits_within(worst, frequency, _most_edits(word))
        if most < 1:
            break
        if _may_be_near(word, known, most) and (edits := distance(word, known, most)) <= most:
            best = sorted(
                [*best, Correction(known, edits, frequency)], key=lambda one: (_cost(word, one), one.word)
            )
            del best[limit:]
    return tuple(best)


def _cost(word: str, correction: Correction) -> float:
    cost = correction.edits * _COST_OF_AN_EDIT - log(max(correction.frequency, 1))
    return cost if correction.word[:1] == word[:1] else cost + _COST_OF_ANOTHER_BEGINNING


def _edits_within(cost: float, frequency: int, most: int) -> int:
    """How many edits a word of this frequency may be away and still cost no more; rarer words may be fewer."""
    affordable = (cost + log(max(frequency, 1))) / _COST_OF_AN_EDIT
    return int(min(most, affordable + _ROUNDING))


def _may_be_near(word: str, known: str, most: int) -> bool:
    """Rules out most words without counting edits: an edit changes the length, and the set of letters, by one."""
    return (
        -most <= len(known) - len(word) <= most
        and len(known) >= SHORTEST_CORRECTED
        and len(set(word).difference(known)) <= most
        and len(set(known).difference(word)) <= most
        and ((known.isalpha() and word.isalpha()) or _digits(known) == _digits(word))
    )


def is_correctable(word: str) -> bool:
    letters = sum(map(str.isalpha, word))
    return letters >= SHORTEST_CORRECTED and len(word) <= LONGEST_CORRECTED


def distance(one: str, other: str, most: int) -> int:
    """How many edits lie between two words, or `most + 1` when there are more than `most`."""
    one, other = _where_they_differ(one, other)
    if not one or not other or not most:
        return min(len(one) or len(other), most + 1)
    ways = [(one[1:], other[1:]), (one[1:], other), (one, other[1:])]
    if one[:2] == other[1::-1]:
        ways.append((one[2:], other[2:]))
    if most == 1:
        return 1 if any(mine == theirs for mine, theirs in ways) else 2
    return 1 + min(distance(mine, theirs, most - 1) for mine, theirs in ways)


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Without what both begin and end with: that costs no edits."""
    start, mine, theirs = 0, len(one), len(other)
    while start < mine and start < theirs and one[start] == other[start]:
        start += 1
    while mine > start < theirs and one[mine - 1] == other[theirs - 1]:
        mine, theirs = mine - 1, theirs - 1
    return one[start:mine], other[start:theirs]


def keys(word: str) -> frozenset[int]:
    """What a word has in common with all that are near it: two words within reach share a key.

    The word's beginning with up to two letters left out, as numbers that fit a PostgreSQL `integer`. Indexed once for
    every word of a vocabulary, they lead from a misspelt word to its candidates.
    """
    beginning = word[:_PREFIX]
    forms = (form for left_out in range(_most_edits(word) + 1) for form in _without(beginning, left_out))
    return frozenset(crc32(form.encode("utf-8", "replace")) - 2**31 for form in forms)


def _without(text: str, count: int) -> Iterable[str]:
    return ("".join(kept) for kept in combinations(text, max(len(text) - count, 0)))


def _most_edits(word: str) -> int:
    return 2 if len(word) >= _LONG else 1


def _digits(word: str) -> str:
    return "".join(filter(str.isdigit, word))
