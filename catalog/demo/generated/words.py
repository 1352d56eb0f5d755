"""Invented makers and series, so that a large catalogue has more words than the demo: few are common, most are rare."""

from functools import cache
from itertools import product as combinations

from catalog.demo.article_numbers import steady_number

_FIRST = ("Ar", "Bel", "Cor", "Dal", "El", "Fir", "Gal", "Hel", "Is", "Jor", "Kal", "Lum", "Mer", "Nor", "Or", "Pel",
          "Quin", "Ros", "Sol", "Tor", "Ul", "Ver", "Wes", "Xen", "Yl", "Zen")  # fmt: skip
_MIDDLE = (
    "a",
    "be",
    "di",
    "do",
    "e",
    "ga",
    "i",
    "ka",
    "lo",
    "mi",
    "na",
    "o",
    "ra",
    "ro",
    "ta",
    "u",
    "va",
    "vi",
)
_LAST = (
    "da",
    "den",
    "dis",
    "kor",
    "lan",
    "lex",
    "mar",
    "mo",
    "nis",
    "on",
    "por",
    "ra",
    "rin",
    "tec",
    "tis",
    "x",
)

BRANDS = 400
"""As many as there are makers in all, with the demo's own."""
SERIES = 3_000


@cache
def invented_brands(count: int) -> tuple[str, ...]:
    """Names that no series has."""
    return _shuffled()[:count]


@cache
def series() -> tuple[str, ...]:
    return _shuffled()[BRANDS : BRANDS + SERIES]


@cache
def _shuffled() -> tuple[str, ...]:
    """Every combination, in an order that is always the same and tells nothing."""
    words = {"".join(parts) for parts in combinations(_FIRST, _MIDDLE, _LAST)}
    return tuple(sorted(words, key=lambda word: (steady_number(f"word {word}", 2**40), word)))
