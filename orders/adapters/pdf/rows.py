"""Rows: what is drawn side by side, and is never parted by the end of a page."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from orders.adapters.pdf.typography import Shape, broken

PADDING, GUTTER = 2, 6
"""Points above and below the text of a table, and between its columns."""
Cell = tuple[tuple[str, Shape], ...]
"""Texts below each other."""


class Mark(NamedTuple):
    """One line of text: its left end `right_by` of the margin, its base line `down` from the top of its row."""

    right_by: float
    down: float
    words: str
    look: Shape


@dataclass(frozen=True, slots=True)
class Row:
    """`rule` is where the line below it starts and ends."""

    height: float
    marks: tuple[Mark, ...] = ()
    rule: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other: below their `head` on every page, or all of them on one page."""

    rows: tuple[Row, ...]
    head: Row | None = None
    together: bool = False


def space(height: float) -> Block:
    return Block((Row(height),))


def words(text: str, look: Shape, width: float) -> Block:
    """A text by itself."""
    return Block((_row([((text, look),)], [width], padding=0),))


def row(cells: Sequence[Cell], widths: Sequence[float]) -> Row:
    """Cells beside each other."""
    return _row(cells, widths)


def ruled(cells: Sequence[Cell], widths: Sequence[float], start: float = 0) -> Row:
    """A row of a table that begins `start` right of the margin: a gutter between its columns, a line below."""
    drawn = _row(cells, widths, start=start, gutter=GUTTER)
    return replace(drawn, rule=(start, start + sum(widths)))


def beside(left: Row, start: float, right: Sequence[Row]) -> Row:
    """One row and, `start` right of the margin, others below each other."""
    marks, top = list(left.marks), float(PADDING)
    for one in right:
        marks += [mark._replace(right_by=start + mark.right_by, down=top + mark.down) for mark in one.marks]
        top += one.height
    return Row(max(left.height, top + PADDING), tuple(marks))


def _row(
    cells: Sequence[Cell], widths: Sequence[float], *, start: float = 0, gutter: float = 0, padding: float = PADDING
) -> Row:  # fmt: skip
    marks: list[Mark] = []
    height, left = 0.0, start
    for cell, width in zip(cells, widths, strict=True):
        inset = gutter if left > start else 0
        height = max(height, _stack(cell, left + inset, width - inset, padding, marks))
        left += width
    return Row(height + padding, tuple(marks))


def _stack(cell: Cell, left: float, width: float, down: float, marks: list[Mark]) -> float:
    """Add the lines of a cell to `marks`. Gives how far down they reach."""
    for text, look in cell:
        for line, length in broken(text, look, width):
            marks.append(Mark(left + width - length if look.end else left, down + look.rise, line, look))
            down += look.leading
    return down
