"""How close a product's value comes to the quantity that was asked for.

Who asks for 60 W is served by 65 W: of ratings, more is enough. Who asks for 2 m takes 1.8 m before 5 m: of lengths, the
nearest comes first. Of all else (volts, kelvin, degrees), only the value itself will do.
"""

from enum import StrEnum
from math import log
from typing import Final

from catalog.domain import units


class Meaning(StrEnum):
    AT_LEAST = "at least"
    NEAREST = "nearest"
    EXACTLY = "exactly"


_RATINGS: Final = {
    "power", "apparent power", "current", "charge", "energy", "luminous flux", "volume flow",
}  # fmt: skip
_LENGTHS: Final = {"length"}
_SAME: Final = 0.005
"""Rounding on packages: 1/2 inch is sold as 13 mm, 806 lm as 810."""
_STEPS: Final = ((0.12, 0.7), (0.25, 0.5), (0.5, 0.4), (1.0, 0.3))
"""So far away, as a share of what was asked for, and what that is worth; further away is not what was meant."""
FURTHEST: Final = _STEPS[-1][0]


def meaning(unit: str) -> Meaning:
    """Of a quantity in this unit; counted things and units that are in no table are meant exactly."""
    try:
        measured = units.dimension(unit)
    except units.UnknownUnit:
        return Meaning.EXACTLY
    if measured in _RATINGS:
        return Meaning.AT_LEAST
    return Meaning.NEAREST if measured in _LENGTHS else Meaning.EXACTLY


def bounds(meant: Meaning, low: float, high: float) -> tuple[float, float]:
    """The least and the most that is worth something, for who asked for `low` to `high` (equal for one value)."""
    least, most = _same(low, high)
    if meant == Meaning.EXACTLY or low <= 0:
        return least, most
    return (least if meant == Meaning.AT_LEAST else low / (1 + FURTHEST)), high * (1 + FURTHEST)


def closeness(meant: Meaning, low: float, high: float, value: float) -> float:
    """1 for the very value, less for what is near, 0 for what is not meant."""
    least, most = _same(low, high)
    if least <= value <= most:
        return 1.0
    if meant == Meaning.EXACTLY or (meant == Meaning.AT_LEAST and value < low) or low <= 0 or value <= 0:
        return 0.0
    away = abs(log(value / (low if value < low else high)))
    return next((worth for step, worth in _STEPS if away <= log(1 + step)), 0.0)


def _same(low: float, high: float) -> tuple[float, float]:
    return low - abs(low) * _SAME, high + abs(high) * _SAME
