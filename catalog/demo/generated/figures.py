"""Chances as a real shop has them: few articles sell well, most prices are usual and some are far off."""

from random import Random
from statistics import pstdev
from typing import TypeVar

Item = TypeVar("Item")

_MOST_POPULAR = 1_000_000
_LEAST_POPULAR = 20
_POPULARITY_EXPONENT = 0.9
_NARROWEST, _WIDEST = 0.15, 0.6


def zipf_place(chance: Random, places: int) -> int:
    """0 to `places` - 1; place n comes up about 1 / (n + 1) times as often as the first."""
    return int(places ** chance.random()) - 1


def popularity(chance: Random) -> int:
    """Zipf-like however many are drawn: half have less than 40, one in a thousand more than 10,000."""
    drawn = _LEAST_POPULAR * (1 - chance.random()) ** -_POPULARITY_EXPONENT
    return min(_MOST_POPULAR, int(drawn))


def price_spread(logarithms: list[float]) -> float:
    """How far apart a category's prices are (sigma of their logarithms), for drawing others around each of them."""
    return min(_WIDEST, max(_NARROWEST, pstdev(logarithms) / 2))
