"""How good an ordered answer to a search is, measured against what people judged its products to be worth.

Grades: 3 exactly what was asked for, 2 nearly, 1 related, 0 beside the point. A product nobody judged counts as 0.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2

DEPTH = 10
"""How far down an answer is looked at: what a shopper sees without turning the page."""

HIGHEST_GRADE = 3


@dataclass(frozen=True, slots=True)
class Answer:
    """What one query of a kind was worth. `ndcg` and `reciprocal_rank` are from 0 to 1."""

    query: str
    kind: str
    ndcg: float
    reciprocal_rank: float
    is_empty: bool


@dataclass(frozen=True, slots=True)
class Quality:
    """Means over `queries` answers, and the share of them that held nothing at all."""

    queries: int
    ndcg: float
    reciprocal_rank: float
    zero_results: float


def answer(query: str, kind: str, found: Sequence[str], grades: Mapping[str, int]) -> Answer:
    """The products found, best first, as the judged grades of products see them."""
    graded = [grades.get(product, 0) for product in found[:DEPTH]]
    return Answer(query, kind, ndcg(graded, grades.values()), reciprocal_rank(graded), not found)


def ndcg(found: Sequence[int], judged: Iterable[int]) -> float:
    """Normalised discounted cumulative gain of the first `DEPTH`; 1 when no order of the judged is better.

    Raises `ValueError` when nothing was judged to be worth finding: then no order is better than another.
    """
    ideal = _gain(sorted(judged, reverse=True))
    if not ideal:
        message = "no product has a grade above 0"
        raise ValueError(message)
    return _gain(found) / ideal


def reciprocal_rank(found: Sequence[int]) -> float:
    """One over the place of the first product with a grade of at least 1; 0 when there is none."""
    return next((1 / place for place, grade in enumerate(found, start=1) if grade >= 1), 0.0)


def quality(answers: Sequence[Answer]) -> Quality:
    """Of at least one answer."""
    count = len(answers)
    return Quality(
        queries=count,
        ndcg=sum(answer.ndcg for answer in answers) / count,
        reciprocal_rank=sum(answer.reciprocal_rank for answer in answers) / count,
        zero_results=sum(answer.is_empty for answer in answers) / count,
    )


def quality_by_kind(answers: Iterable[Answer]) -> dict[str, Quality]:
    """Kinds in alphabetical order."""
    kinds: dict[str, list[Answer]] = {}
    for one in answers:
        kinds.setdefault(one.kind, []).append(one)
    return {kind: quality(kinds[kind]) for kind in sorted(kinds)}


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(place + 1) for place, grade in enumerate(grades[:DEPTH], start=1))
