"""What reading a feed yields: rows, and what could not be read as one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

Values: TypeAlias = Mapping[str, Any]
"""Column to value: text from CSV; text, numbers (`int`, `Decimal`), booleans, lists and objects from JSON."""

LONGEST_ROW = 1_048_576
"""Bytes of one row. A longer one is a fault in the file, and must not fill the memory."""

EXCERPT = 200


@dataclass(frozen=True, slots=True)
class Row:
    """`line` is the line of the file on which the row starts, counted from 1."""

    line: int
    values: Values


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that could not be read. `incomplete` means that the file seems to end too early."""

    line: int
    reason: str
    excerpt: str = ""
    incomplete: bool = False


class UnreadableFile(Exception):
    """The file as a whole is of no use; the message says why and what to do."""


class FileEndsEarly(Exception):
    """The file stops in the middle: what was read so far counts, what is missing must not be withdrawn."""


def excerpt(text: str) -> str:
    return text if len(text) <= EXCERPT else f"{text[:EXCERPT]}…"
