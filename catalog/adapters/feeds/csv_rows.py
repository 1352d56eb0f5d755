"""CSV: rows of text under a header."""

import csv
from collections import deque
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from catalog.adapters.feeds.lines import Feed, Line
from catalog.adapters.feeds.rows import LONGEST_ROW, BadRow, Row, UnreadableFile, excerpt

_FAULTS = {
    "unexpected end of data": "a quote is opened here and never closed",
    "field larger than field limit": "a quote is opened here and not closed within a megabyte",
    "expected after": "text follows a closing quote; a quote inside a value must be doubled",
}


@dataclass(frozen=True, slots=True)
class CsvFormat:
    """How the file is written. An empty `header` means that the first line names the columns."""

    delimiter: str = ","
    quote: str = '"'
    header: Sequence[str] = ()


class _Lines:
    """Lines for the CSV reader, remembered while they belong to one record so that they can be read again."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self.record: list[Line] = []
        self._again: deque[Line] = deque()
        self._lines = lines

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._lines)
        self.record.append(line)
        return "\n" if line.fault else f"{line.text}\n"

    def give_back_all_but_first(self) -> None:
        """A stray quote may have swallowed good rows: only the line it stands in is bad."""
        self._again.extendleft(reversed(self.record[1:]))


def csv_rows(feed: Feed, encoding: str, form: CsvFormat, needed: Collection[str]) -> Iterator[Row | BadRow]:
    """Rows have as many values as the header has names; blank lines are not rows.

    Raises `UnreadableFile` when the header lacks a column of `needed`.
    """
    csv.field_size_limit(LONGEST_ROW)
    lines = _Lines(feed.lines(encoding))
    quoting = {"quotechar": form.quote} if form.quote else {"quoting": csv.QUOTE_NONE}
    reader = csv.reader(lines, delimiter=form.delimiter, strict=True, **quoting)
    header = _checked(list(form.header), needed, form) if form.header else []
    while True:
        lines.record = []
        try:
            fields = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield _bad(lines, _fault(error))
            continue
        fault = next((line.fault for line in lines.record if line.fault), "")
        if not header:
            if fault:
                raise UnreadableFile(f"line {lines.record[0].number}, the header: {fault}")
            header = _checked([name.strip() for name in fields], needed, form) if fields else []
        elif len(fields) == len(header) and not fault:
            yield Row(lines.record[0].number, dict(zip(header, fields, strict=True)))
        elif fields or fault:
            yield _bad(lines, fault or f"{len(fields)} values for {len(header)} columns")


def _bad(lines: _Lines, reason: str) -> BadRow:
    lines.give_back_all_but_first()
    first = lines.record[0]
    return BadRow(first.number, first.fault or reason, excerpt(first.text), incomplete=not first.ended)


def _fault(error: csv.Error) -> str:
    return next((told for sign, told in _FAULTS.items() if sign in str(error)), f"not CSV: {error}")


def _checked(header: list[str], needed: Collection[str], form: CsvFormat) -> list[str]:
    missing = [name for name in needed if name not in header]
    twice = [name for name in needed if header.count(name) > 1]
    if missing:
        hint = ""
        if len(header) == 1 and any(mark in header[0] for mark in ";\t|"):
            hint = (
                f"; the columns are not separated by {form.delimiter!r}: set delimiter under [csv] in the map"
            )
        raise UnreadableFile(
            f"the header has no column {_listed(missing)}; its columns are {_listed(header)}{hint}"
        )
    if twice:
        raise UnreadableFile(f"the header has the column {_listed(twice)} more than once")
    return header


def _listed(names: list[str]) -> str:
    return ", ".join(repr(name) for name in names[:20])
