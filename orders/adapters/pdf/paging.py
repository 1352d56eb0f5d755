"""Which row stands where, on as many pages as it takes: known before anything is drawn."""

from collections.abc import Iterable

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from orders.adapters.pdf.rows import Block, Row

TOP, BOTTOM = A4[1] - 20 * mm - 6, 30 * mm + 6
Page = list[tuple[float, Row]]
"""Rows, each with the height of its top above the foot of the sheet."""


def paged(blocks: Iterable[Block]) -> list[Page]:
    """The pages of a document. A row is as high as a page at most."""
    paper = _Paper()
    for block in blocks:
        paper.take(block)
    return paper.pages


class _Paper:
    """What was placed, and how far down the last page it reaches."""

    def __init__(self) -> None:
        self.pages: list[Page] = [[]]
        self.at = TOP

    def take(self, block: Block) -> None:
        first = block.rows if block.together else block.rows[:1]
        if not self._has_room(*([block.head] if block.head else []), *first):
            self._turn()
        self._put(block.head)
        for row in block.rows:
            if not self._has_room(row):
                self._turn()
                self._put(block.head)
            self._put(row)

    def _has_room(self, *rows: Row) -> bool:
        return bool(self.at - sum(row.height for row in rows) >= BOTTOM)

    def _turn(self) -> None:
        self.pages.append([])
        self.at = TOP

    def _put(self, row: Row | None) -> None:
        """An empty row at the top of a page is left out."""
        if row is not None and (row.marks or self.pages[-1]):
            self.pages[-1].append((self.at, row))
            self.at -= row.height
