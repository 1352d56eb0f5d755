"""Which searches may be kept to be suggested to others: short ones of plain words, without anything personal."""

import re
from typing import Final

from catalog.domain.search.wording import folded

LONGEST_PHRASE: Final = 60
FEWEST_SEARCHES: Final = 3
"""What was searched for less often is nobody else's business."""
_PLAIN: Final = re.compile(r"""[^\W_](?:[^\W_]|[ .,/+"²³-])*""")
_BETWEEN_DIGITS: Final = re.compile(r"(?<=[0-9])[ .,/+-]+(?=[0-9])")
_LONG_NUMBER: Final = re.compile(r"[0-9]{7}")


def phrase(text: str) -> str:
    """The text as it is counted; empty when it must not be kept.

    E-mail addresses have a sign that no plain word has; telephone, card and account numbers have seven digits and
    more, however they are divided.
    """
    plain = " ".join(folded(text).split())
    is_plain = len(plain) <= LONGEST_PHRASE and _PLAIN.fullmatch(plain) is not None
    return plain if is_plain and not _LONG_NUMBER.search(_BETWEEN_DIGITS.sub("", plain)) else ""
