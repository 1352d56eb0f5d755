"""Reading a stock take: lines of `sku;counted`, as they come from a scanner or a spreadsheet."""

import re
from dataclasses import dataclass

LARGEST_COUNT = 1_000_000
MOST_LINES = 500
SEPARATORS = re.compile(r"[;,\t]")
WHOLE = re.compile(r"[0-9]{1,9}", re.ASCII)


@dataclass(frozen=True, slots=True)
class CountedLine:
    """One line. `fault` says what is wrong with it; then `counted` means nothing.

    `seen` is what was on hand when the line was shown to who counted; None when nobody looked.
    """

    sku: str
    counted: int = 0
    seen: int | None = None
    fault: str = ""


class TooManyLines(ValueError):
    """Its message says how many there may be."""


def counted_lines(text: str) -> tuple[CountedLine, ...]:
    """One per line of `sku;counted` or `sku;counted;seen`, separated by `;`, `,` or a tab; empty lines are left out.

    A heading, `sku;…`, is no line. Raises `TooManyLines`.
    """
    rows = [[part.strip() for part in SEPARATORS.split(line)] for line in text.splitlines() if line.strip()]
    if len(rows) > 1 and len(rows[0]) > 1 and rows[0][0].lower() == "sku":
        rows = rows[1:]
    if len(rows) > MOST_LINES:
        raise TooManyLines(f"Send at most {MOST_LINES} lines at a time; these are {len(rows)}.")
    skus = [row[0] for row in rows]
    return tuple(_line(row, is_repeated=skus.count(row[0]) > 1) for row in rows)


def _line(row: list[str], *, is_repeated: bool) -> CountedLine:
    sku, *numbers = row
    if not sku or len(numbers) not in {1, 2}:
        return CountedLine(sku, fault="Write it as sku;counted.")
    if is_repeated:
        return CountedLine(sku, fault="This article stands here more than once. Add the counts up.")
    if not all(WHOLE.fullmatch(number) for number in numbers) or int(numbers[0]) > LARGEST_COUNT:
        return CountedLine(sku, fault=f"Count whole pieces, from 0 to {LARGEST_COUNT}.")
    return CountedLine(sku, int(numbers[0]), int(numbers[1]) if len(numbers) == 2 else None)
