"""What a stock take would book, line by line, before it does."""

from collections.abc import Iterable
from dataclasses import dataclass

from catalog.domain.stock_take import CountedLine
from catalog.queries.stock_levels import StockLevel, stock_levels


@dataclass(frozen=True, slots=True)
class CountPreview:
    """`level` is None for an article that does not exist. `fault` says why the line cannot be booked."""

    line: CountedLine
    level: StockLevel | None
    fault: str

    @property
    def difference(self) -> int | None:
        return None if self.fault or self.level is None else self.line.counted - self.level.on_hand

    @property
    def text(self) -> str:
        """The line again, with what was on hand when it was looked at."""
        return f"{self.line.sku};{self.line.counted};{self.level.on_hand if self.level else ''}"


def stock_take_preview(lines: Iterable[CountedLine]) -> tuple[CountPreview, ...]:
    """One per line, in one statement."""
    lines = tuple(lines)
    levels = stock_levels(line.sku for line in lines)
    return tuple(
        CountPreview(line, levels.get(line.sku), _fault(line, levels.get(line.sku))) for line in lines
    )


def _fault(line: CountedLine, level: StockLevel | None) -> str:
    if line.fault:
        return line.fault
    if level is None:
        return "There is no article with this number."
    if line.counted < level.held:
        return f"{level.held} are held for unpaid orders: count again, or cancel one of them first."
    if line.seen is not None and line.seen != level.on_hand:
        return f"{level.on_hand} are on hand, no longer {line.seen}: something was booked. Count it again."
    return ""
