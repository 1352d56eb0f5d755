"""Bars of an SVG: no script, no font, nothing from elsewhere."""

from collections.abc import Sequence
from dataclasses import dataclass

from electricityshop.monitoring.statements.tally import BOUNDS

WIDTH, HEIGHT = 600, 120
GAP = 1


@dataclass(frozen=True, slots=True)
class Column:
    """Statements that took up to `milliseconds`, None: longer than any; in the units of the drawing, y downwards."""

    milliseconds: float | None
    count: int
    x: float
    y: float
    height: float
    width: float
    is_slow: bool


@dataclass(frozen=True, slots=True)
class Histogram:
    columns: tuple[Column, ...]
    highest: int
    count: int
    slow: int
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart, as long as its value is beside the greatest."""

    label: str
    value: float
    percent: float


def histogram(spread: Sequence[int], slow_milliseconds: float) -> Histogram:
    """How many statements took how long, on a logarithmic scale; the slow ones stand out (0: none is slow)."""
    highest = max(spread, default=0)
    step = WIDTH / max(len(spread), 1)
    columns = tuple(
        _column(number, count, highest, step, slow_milliseconds) for number, count in enumerate(spread)
    )
    slow = sum(column.count for column in columns if column.is_slow)
    return Histogram(columns, highest, sum(spread), slow)


def bars(values: Sequence[tuple[str, float]]) -> tuple[Bar, ...]:
    greatest = max((value for _, value in values), default=0.0)
    return tuple(
        Bar(label, value, round(100 * value / greatest, 2) if greatest else 0.0) for label, value in values
    )


def _column(number: int, count: int, highest: int, step: float, slow_milliseconds: float) -> Column:
    height = count * HEIGHT / highest if highest else 0.0
    least = BOUNDS[number - 1] * 1000 if number else 0.0
    return Column(
        milliseconds=BOUNDS[number] * 1000 if number < len(BOUNDS) else None,
        count=count,
        x=round(number * step, 2),
        y=round(HEIGHT - height, 2),
        height=round(height, 2),
        width=round(step - GAP, 2),
        is_slow=0 < slow_milliseconds <= least,
    )
