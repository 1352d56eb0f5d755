"""How much two products of a category are alike, by what their data sheets say."""

from collections.abc import Collection, Iterable, Mapping
from typing import Final, TypeVar

from catalog.domain.records import Specification, SpecificationValue

K = TypeVar("K")
_DIGITS: Final = 9
"""Scores that differ behind them are the same: floats add up differently in another order."""


def most_similar(
    specification: Specification,
    candidates: Mapping[K, Specification],
    comparable: Collection[str],
    *,
    most: int,
) -> list[K]:
    """The candidates that agree most with a specification in its comparable attributes; as alike, in their order."""
    asked = {code: value for code, value in specification.items() if code in comparable}
    scores = {key: round(_similarity(asked, candidate), _DIGITS) for key, candidate in candidates.items()}
    return sorted(scores, key=lambda key: -scores[key])[:most]


def _similarity(asked: Specification, other: Specification) -> float:
    return sum(_agreements(asked, other))


def _agreements(asked: Specification, other: Specification) -> Iterable[float]:
    return (_agreement(value, other[code]) for code, value in asked.items() if code in other)


def _agreement(one: SpecificationValue, other: SpecificationValue) -> float:
    """1 for the same; numbers agree the more, the nearer they are: 10 and 20 by a half."""
    if one == other:
        return 1.0
    if isinstance(one, bool | str) or isinstance(other, bool | str) or one * other <= 0:
        return 0.0
    return min(abs(one), abs(other)) / max(abs(one), abs(other))
