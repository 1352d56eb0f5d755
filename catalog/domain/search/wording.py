"""Text as words that full text can be searched for: `USB-C Ladekabel, 2,5 m` is `usb-c`, `ladekabel`, `2.5`, `m`.

Lower case, compatibility forms made plain (`①`, `ﬁ`), accents taken off. Hyphens and slashes hold the parts of a word
together, a comma or dot does between digits; everything else separates. Stop words are words like others.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

MOST_WORDS: Final = 32
"""Parts of words that are considered; what follows is left out."""
LONGEST_WORD: Final = 64
_LONGEST_TEXT: Final = 4_000
"""Enough for the words above, with what separates them; keeps any text harmless."""

_INVISIBLE: Final = re.compile(
    "[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
"""Soft hyphens, joiners and marks of direction: they stand inside words without being part of them."""
_ACCENTS: Final = re.compile("[\u0300-\u036f]")
"""Of Latin, Greek and Cyrillic letters; in other scripts a mark makes another letter (Japanese `か`, `が`)."""
_PLAIN_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"}
)
_POSSESSIVE: Final = re.compile(r"(?<=[^\W\d_])['’ʼ`´]s(?!\w)")
_GROUPED: Final = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![\w,])")
_DECIMAL_COMMA: Final = re.compile(r"(?<=[0-9]),(?=[0-9])")
_WORD: Final = re.compile(r"[^\W_]+(?:(?:[-‐‑‒–/_]|(?<=[0-9])\.(?=[0-9]))[^\W_]+)*")
_INSIDE: Final = re.compile(r"[^\W_.]+(?:\.[^\W_.]+)*")


@dataclass(frozen=True, slots=True)
class Word:
    """One word as typed, folded."""

    parts: tuple[str, ...]
    """`usb-c` has the parts `usb` and `c`; most words have one."""

    @property
    def joined(self) -> str:
        """Written in one: `usbc`."""
        return "".join(self.parts)

    @property
    def hyphenated(self) -> str:
        return "-".join(self.parts)


def folded(text: str) -> str:
    """Lower case without accents and invisible signs: the form in which a search is compared with the vocabulary."""
    seen = _INVISIBLE.sub("", text)
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", seen).casefold())
    return unicodedata.normalize("NFC", _ACCENTS.sub("", plain).translate(_PLAIN_LETTERS))


def words(text: str) -> tuple[Word, ...]:
    """The first words of a text, at most `MOST_WORDS` parts in all. Any text is safe."""
    plain = _POSSESSIVE.sub("", folded(text[:_LONGEST_TEXT]))
    plain = _DECIMAL_COMMA.sub(".", _GROUPED.sub(lambda number: number[0].replace(",", ""), plain))
    return tuple(_first(plain))


def _first(text: str) -> Iterator[Word]:
    left = MOST_WORDS
    for match in _WORD.finditer(text):
        parts = tuple(part[:LONGEST_WORD] for part in _INSIDE.findall(match[0])[:left])
        yield Word(parts)
        left -= len(parts)
        if not left:
            return
