"""What a value in a feed is: empty or not, text, number, boolean."""

import re
from decimal import Decimal
from typing import Any

from catalog.domain.units import number

_YES = frozenset({"true", "yes", "y", "1", "on", "ja", "oui", "x"})
_NO = frozenset({"false", "no", "n", "0", "off", "nein", "non"})
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class BadValue(ValueError):
    """A value does not fit; the message says how, for the report on rejected rows."""


def is_empty(value: Any) -> bool:
    return value is None or value in ("", [])


def as_text(value: Any) -> str:
    """Text with no white space around it. A list is joined by commas; an object is no text."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | Decimal):
        return plain(value)
    if isinstance(value, list):
        return ", ".join(as_text(item) for item in value)
    raise BadValue(f"{str(value)[:60]!r} is not a text")


def clean(text: str) -> str:
    """Stripped, and sure to fit into the database. Raises `BadValue` for control characters and broken Unicode."""
    stripped = text.strip()
    if not stripped.isprintable():
        if found := _FORBIDDEN.search(stripped):
            raise BadValue(f"contains the control character U+{ord(found[0]):04X}")
        if any("\ud800" <= character <= "\udfff" for character in stripped):
            raise BadValue("contains half of a Unicode surrogate pair")
    return stripped


def as_number(value: Any, decimal_mark: str = ".") -> Decimal:
    if isinstance(value, Decimal):
        return value
    if isinstance(value, str):
        try:
            return number(value, decimal_mark)
        except ValueError as error:
            raise BadValue(str(error)) from error
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise BadValue(f"{str(value)[:60]!r} is not a number")


def as_whole(value: Any, decimal_mark: str = ".", most: int = 2_000_000_000) -> int:
    """A whole number from 0 to `most`."""
    found = as_number(value, decimal_mark)
    if found != found.to_integral_value():
        raise BadValue(f"{plain(found)} is not a whole number")
    if not 0 <= found <= most:
        raise BadValue(f"{plain(found)} is not between 0 and {most:,}")
    return int(found)


def as_boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    word = as_text(value).lower()
    if word in _YES or word in _NO:
        return word in _YES
    raise BadValue(f"{word[:60]!r} is neither yes nor no")


def plain(value: int | Decimal) -> str:
    """A number as text, without exponent and trailing zeros."""
    if isinstance(value, int):
        return str(value)
    if abs(value.adjusted()) > 30:
        raise BadValue("the number is out of all proportion")
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
