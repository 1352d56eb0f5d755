"""JSON Lines: one object a line."""

import json
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from catalog.adapters.feeds.lines import Feed, Line
from catalog.adapters.feeds.rows import BadRow, Row, excerpt


def _no_constants(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


DECODER = json.JSONDecoder(parse_float=Decimal, parse_constant=_no_constants)
"""Keeps 29.95 exact, and refuses NaN and Infinity."""


def json_lines(feed: Feed, encoding: str) -> Iterator[Row | BadRow]:
    """Blank lines are not rows."""
    for line in feed.lines(encoding):
        if line.fault:
            yield BadRow(line.number, line.fault, excerpt(line.text))
        elif line.text and not line.text.isspace():
            yield _row(line)


def _row(line: Line) -> Row | BadRow:
    try:
        values = DECODER.decode(line.text)
    except (ValueError, RecursionError) as error:
        reason = f"not JSON: {json_fault(error)}"
        return BadRow(line.number, reason, excerpt(line.text), incomplete=not line.ended)
    if not isinstance(values, dict):
        return BadRow(line.number, "not a JSON object", excerpt(line.text))
    return Row(line.number, values)


def json_fault(error: Exception) -> str:
    """What is wrong with the JSON, for a person."""
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at character {error.pos + 1}"
    if isinstance(error, RecursionError):
        return "nested too deeply"
    return str(error)
