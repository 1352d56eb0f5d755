"""A file of judgements: which products a query should find, and how well each fits."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from catalog.domain.search_quality import HIGHEST_GRADE
from electricityshop.errors import InvalidInput

COLUMNS = ["query", "sku", "grade"]
KIND_COLUMN = "kind"
USUAL_KIND = "plain"


class BadJudgements(InvalidInput):
    """A line that cannot be understood; the message names it."""

    code = "bad_judgements"


@dataclass(frozen=True, slots=True)
class JudgedQuery:
    """A query with the grade of each judged SKU; `line` is where it is first written."""

    query: str
    kind: str
    line: int
    grades: dict[str, int] = field(default_factory=dict)


def read_judgements(lines: Iterable[str]) -> tuple[JudgedQuery, ...]:
    """The queries in the order in which they are first written. Raises `BadJudgements`."""
    judged: dict[str, JudgedQuery] = {}
    for number, query, sku, grade, kind in _rows(lines):
        known = judged.setdefault(query, JudgedQuery(query, kind, number))
        if kind != known.kind:
            raise _bad(
                number, f"the kind of {query!r} is {kind!r} here and {known.kind!r} in line {known.line}"
            )
        if sku in known.grades:
            raise _bad(number, f"{sku} is judged twice for {query!r}")
        known.grades[sku] = grade
    for known in judged.values():
        if not any(known.grades.values()):
            raise _bad(known.line, f"{known.query!r} has no product with a grade above 0")
    if not judged:
        message = "The file has no judgements."
        raise BadJudgements(message)
    return tuple(judged.values())


def _rows(lines: Iterable[str]) -> Iterator[tuple[int, str, str, int, str]]:
    reader = csv.reader(lines, strict=True)
    try:
        header = next(reader, [])
        if header not in (COLUMNS, [*COLUMNS, KIND_COLUMN]):
            raise _bad(
                1,
                f"the header is {','.join(header)!r}, not {','.join(COLUMNS)!r}, with or without {KIND_COLUMN!r}",
            )
        for row in reader:
            if row:
                yield reader.line_num, *_row(row, len(header), reader.line_num)
    except csv.Error as error:
        raise _bad(reader.line_num, str(error)) from error


def _row(row: list[str], columns: int, number: int) -> tuple[str, str, int, str]:
    if len(row) != columns:
        raise _bad(number, f"{len(row)} columns instead of {columns}")
    query, sku, grade, kind = [value.strip() for value in (*row, USUAL_KIND)[:4]]
    if not query or not sku:
        raise _bad(number, "the query or the SKU is missing")
    if grade not in map(str, range(HIGHEST_GRADE + 1)):
        raise _bad(number, f"the grade is {grade!r}, not a whole number from 0 to {HIGHEST_GRADE}")
    return query, sku, int(grade), kind or USUAL_KIND


def _bad(number: int, problem: str) -> BadJudgements:
    return BadJudgements(f"Line {number}: {problem}.")
