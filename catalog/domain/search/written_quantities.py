"""How a quantity looks in a text, and what it says: range, factors, sign, number, unit."""

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from catalog.domain.search import written_numbers as numbers
from catalog.domain.search import written_units
from catalog.domain.search.quantity import Quantity
from catalog.domain.search.written_units import unit_meant

_LOOK_ALIKES: Final = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "—": "-",
        "×": "x",
        "✕": "x",
        "*": "x",
        "″": '"',
        "”": '"',
        "“": '"',
        "′": "'",
        "’": "'",
    }
    | {"μ": "µ", "\u2126": "Ω", "º": "°", "˚": "°"}
)
_UNIT: Final = rf"(?:{written_units.PATTERN})"
QUANTITY: Final = re.compile(
    rf"""
    (?<![^\s(\[,;:/+=~<>≤≥&|"]) (?<![0-9][/,:])
    (?: packs?[ ]of[ ] (?P<pack>[0-9]{{1,4}}) (?!\w|[.,][0-9])
      | (?P<cores>[0-9]{{1,2}}) (?:[ ]?x[ ]?|g) (?P<section>0[.,]5|0[.,]75|1[.,]5|2[.,]5)
        (?! [\w"'] | [.,][0-9] | [ ]?{_UNIT}(?![^\W_]) )
      | (?P<factors> (?:{numbers.PATTERN} (?:[ ]?x[ ]?|g)){{1,2}} )?
        (?P<sign>[+-]?)
        (?: (?P<broken>{numbers.BROKEN})
          | (?: (?P<low>{numbers.PATTERN})
                (?: -|…|\.{{2,3}}|[ ]to[ ] | [ ]?(?P<lowunit>{_UNIT}) [ ]?(?:-|to[ ])[ ]? )
                (?P<highsign>[+-]?) )?
            (?P<number>{numbers.PATTERN}) )
        (?P<gap>[ \u00a0\u202f-]?) (?P<unit>{_UNIT})
        (?! [^\W_] | [²³] | /(?:s|h|m|w|kg|min)(?![^\W_]) )
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)
"""Matches only candidates: what one says, if anything, is for `quantities_in` to tell."""
_FACTOR: Final = re.compile(numbers.PATTERN, re.VERBOSE | re.IGNORECASE)
_AND_NEUTRAL: Final = re.compile(r" ?\+ ?n(?![^\W_])", re.IGNORECASE)
_AROUND: Final = 16
"""Signs before and after a quantity that may tell what its unit means."""

_SIDES: Final = frozenset({"mm", "cm", "in", "px"})
"""In these, `70 x 20` are two sides of one thing; in others the first number says how many."""
_THICKEST_WIRE: Final = 2
_BELOW_ZERO: Final = frozenset({"°C", "°F"})
_HOW_MANY: Final = range(1, 100)
_WITH_CURRENT: Final = frozenset({"vac", "vdc"})
"""The current stays a word: `230VAC` is 230 V and `AC`."""


def with_plain_signs(text: str) -> str:
    """The text with one sign for all dashes, crosses and inch marks; every place in it stays what it was."""
    return text.translate(_LOOK_ALIKES)


def quantities_in(match: re.Match[str]) -> tuple[Quantity, ...]:
    """What was matched by `QUANTITY`, in the order it was written; empty when it is in doubt."""
    if match["pack"]:
        return (Quantity(Decimal(match["pack"]), "piece", match[0], match.start()),)
    if match["cores"]:
        section = numbers.number_meant(match["section"], "mm²")
        return (
            Quantity(Decimal(match["cores"]), "core", match["cores"], match.start()),
            Quantity(section, "mm²", match["section"], match.start("section")),
        )
    last = _broken(match) if match["broken"] else _signed(match, "number", "unit")
    if last is None:
        return ()
    found = _range(match, last) if match["low"] else (_with_neutral(match, last),)
    return _with_factors(match, found) if match["factors"] else found


def _signed(match: re.Match[str], number: str, unit: str) -> Quantity | None:
    """The number and the unit in these groups. Only temperatures have a sign, elsewhere it is a dash."""
    sign = "highsign" if number == "number" and match["low"] else "sign"
    symbol = _unit(match, unit, numbers.number_meant(match[number], ""))
    if symbol is None:
        return None
    value, start = numbers.number_meant(match[number], symbol), match.start(number)
    if match[sign] and symbol in _BELOW_ZERO:
        value, start = -value if match[sign] == "-" else value, match.start(sign)
    end = match.end(unit) - (2 if match[unit].lower() in _WITH_CURRENT else 0)
    return Quantity(value, symbol, match.string[start:end], start)


def _broken(match: re.Match[str]) -> Quantity | None:
    value = numbers.broken_number(match["broken"])
    symbol = None if value is None else _unit(match, "unit", value)
    if value is None or symbol not in {"in", "ft"}:
        return None
    start = match.start("broken")
    return Quantity(value, symbol, match.string[start : match.end("unit")], start)


def _unit(match: re.Match[str], group: str, value: Decimal) -> str | None:
    text = match.string
    return unit_meant(
        match[group],
        value,
        before=text[max(0, match.start() - _AROUND) : match.start()],
        gap=match["gap"] if group == "unit" else "",
        after=text[match.end(group) : match.end(group) + _AROUND],
    )


def _range(match: re.Match[str], last: Quantity) -> tuple[Quantity, ...]:
    """`100-240V` is one quantity, `5V-2A` are two, `7-2m` is none."""
    first = _signed(match, "low", "lowunit" if match["lowunit"] else "unit")
    if first is None:
        return ()
    if first.unit != last.unit:
        return first, last
    if first.value >= last.value:
        return ()
    return (replace(first, upto=last.value, written=match.string[first.start : last.end]),)


def _with_neutral(match: re.Match[str], poles: Quantity) -> Quantity:
    """The neutral of `3P+N` is a pole too."""
    neutral = _AND_NEUTRAL.match(match.string, poles.end) if poles.unit == "pole" else None
    if neutral is None:
        return poles
    return replace(poles, value=poles.value + 1, written=poles.written + neutral[0])


def _with_factors(match: re.Match[str], found: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """What stands before a cross: sides (`70 x 20 mm`), cores (`3x1.5mm²`, `5G2.5 mm²`) or how many (`2x100W`)."""
    one = found[0] if len(found) == 1 else None
    if one is None or ("g" in match["factors"].lower() and one.unit != "mm²"):
        return ()
    factors = tuple(
        Quantity(numbers.number_meant(factor[0], one.unit), one.unit, factor[0], factor.start())
        for factor in _FACTOR.finditer(match.string, match.start("factors"), match.end("factors"))
    )
    if one.unit in _SIDES:
        return _sides(match.string, (*factors, one))
    how_many, start = factors[0].value, factors[0].start
    if len(factors) > 1 or how_many not in _HOW_MANY:
        return ()
    if one.unit == "mm²":
        return replace(factors[0], unit="core"), one
    return (replace(one, times=int(how_many), start=start, written=match.string[start : one.end]),)


def _sides(text: str, sides: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The sides of a thing; but `4 x 2 x 0.8 mm` is a telephone cable of 4 pairs."""
    if len(sides) == 3 and sides[1].value == 2 and sides[2].unit == "mm" and sides[2].value < _THICKEST_WIRE:
        pairs = replace(sides[0], unit="pair", written=text[sides[0].start : sides[1].end])
        return pairs, sides[2]
    return sides
