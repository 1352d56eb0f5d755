"""Numbers as people write them in front of a unit: `2,5`, `20.000`, `5 000`, `1 1/2`, `½`.

A comma or a dot before exactly three digits groups thousands (`20.000 mAh`), unless a zero stands before it (`0.125`) or
the unit is of thousands already, where a dot is decimal (`2.412 GHz`). A space groups only what can be nothing else:
`5 000`, or four digits before a K (`6 500 K`); in `cat 6 305 m` there are two numbers.
"""

import re
from decimal import Decimal
from fractions import Fraction
from typing import Final

PATTERN: Final = r"""
(?: [0-9]{1,3} (?:['\u00a0\u202f][0-9]{3}){1,3} (?:[.,][0-9]{1,6})?
  | [0-9]{1,3} (?:[ ]000){1,3}
  | [0-9]{1,2}[ ][0-9]{3} (?=[ ]?k(?![^\W_]))
  | [0-9]{1,3} (?:,[0-9]{3}){2,3} (?:\.[0-9]{1,6})?
  | [0-9]{1,3} (?:\.[0-9]{3}){2,3} (?:,[0-9]{1,6})?
  | [0-9]{1,3},[0-9]{3}\.[0-9]{1,6}
  | [0-9]{1,3}\.[0-9]{3},[0-9]{1,6}
  | [0-9]{1,9} (?:[.,][0-9]{1,9})?
  | [.,][0-9]{1,9} )
"""
_WORTH: Final = {
    "½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3),
    "⅛": Fraction(1, 8), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8), "⅞": Fraction(7, 8),
}  # fmt: skip
BROKEN: Final = rf"""
(?: (?:[0-9]{{1,3}}[ -])? [0-9]{{1,2}} [/⁄] [0-9]{{1,3}}
  | [0-9]{{0,3}} [{"".join(_WORTH)}] )
"""
"""Fractions, which only lengths in inches and feet are given in."""
_GROUPING: Final = str.maketrans("", "", " '\u00a0\u202f")
_THOUSANDS: Final = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")
_OF_THOUSANDS: Final = frozenset({"G", "M", "k", "T"})


def number_meant(written: str, unit: str) -> Decimal:
    """The value of what `PATTERN` found in front of `unit`."""
    text = written.translate(_GROUPING)
    comma, dot = text.rfind(","), text.rfind(".")
    if comma >= 0 and dot >= 0:
        grouping, mark = (",", ".") if dot > comma else (".", ",")
        return Decimal(text.replace(grouping, "").replace(mark, "."))
    if text.count(",") + text.count(".") > 1 or (_THOUSANDS.fullmatch(text) and not _is_decimal(text, unit)):
        return Decimal(text.replace(",", "").replace(".", ""))
    return Decimal(text.replace(",", "."))


def broken_number(written: str) -> Decimal | None:
    """The value of what `BROKEN` found; None for a division by zero."""
    if written[-1] in _WORTH:
        exact = int(written[:-1] or 0) + _WORTH[written[-1]]
    else:
        *whole, numerator, denominator = (int(digits) for digits in re.split(r"[ /⁄-]", written))
        if not denominator:
            return None
        exact = sum(whole) + Fraction(numerator, denominator)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _is_decimal(text: str, unit: str) -> bool:
    return "." in text and len(unit) > 1 and unit[0] in _OF_THOUSANDS
