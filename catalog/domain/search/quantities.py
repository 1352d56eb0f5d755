"""Quantities in what a shopper typed: `usb-c 60w 2m` asks for 60 W and 2 m, and the word `usb-c`.

A quantity begins the text or follows a space or an opening sign, never a letter or a hyphen: `i7-13700K`, `DDR5-6000`,
`M8` and part numbers stay words. How numbers and units are read is said in `written_numbers` and `written_units`;
what is left in doubt there stays a word.
"""

from dataclasses import dataclass, replace
from typing import Final

from catalog.domain.search.quantity import Quantity
from catalog.domain.search.written_quantities import QUANTITY, quantities_in, with_plain_signs

MOST_QUANTITIES: Final = 12
"""Nobody means more at once; what follows stays words."""
_LONGEST_TEXT: Final = 2_000
"""Signs that are read; what follows stays words."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A text, taken apart."""

    quantities: tuple[Quantity, ...]
    """In the order they were written, without overlaps."""
    words: str
    """The rest of the text, without signs that stand alone."""


def quantities(text: str) -> Reading:
    """Take a shopper's text apart. Any text is safe, and takes no more time than its length."""
    plain = with_plain_signs(text[:_LONGEST_TEXT])
    found: list[Quantity] = []
    rest: list[str] = []
    place, counted, is_quoted = 0, 0, False
    for match in QUANTITY.finditer(plain):
        is_quoted ^= plain.count('"', counted, match.start()) % 2 == 1
        counted = match.start()
        meant = () if is_quoted and match[0].endswith('"') else quantities_in(match)
        if not meant:
            continue
        if len(found) + len(meant) > MOST_QUANTITIES:
            break
        found += (replace(one, written=text[one.start : one.end]) for one in meant)
        rest.append(text[place : match.start()])
        place = counted = meant[-1].end
    rest.append(text[place:])
    return Reading(tuple(found), _tidied(" ".join(rest)))


def _tidied(text: str) -> str:
    """Without what has neither letter nor digit, like the comma that stood between two quantities."""
    return " ".join(word for word in text.split() if any(map(str.isalnum, word)))
