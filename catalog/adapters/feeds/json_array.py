"""A JSON file whose rows are the objects of one array, read piece by piece: the file is never in memory as a whole."""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from catalog.adapters.feeds.json_lines import DECODER, json_fault
from catalog.adapters.feeds.lines import Feed
from catalog.adapters.feeds.rows import LONGEST_ROW, BadRow, FileEndsEarly, Row, UnreadableFile, excerpt

_PIECE = 65_536
_SPACE = re.compile(r"[ \t\r\n]*")


class _Malformed(Exception):
    """Where the next row starts can no longer be told."""


class _Text:
    """The decoded text of the feed as a window that moves forward, and the line its cursor is on."""

    def __init__(self, feed: Feed, encoding: str) -> None:
        self.line = 1
        self._feed = feed
        self._decoder = codecs.getincrementaldecoder("utf-8-sig" if encoding == "utf-8" else encoding)()
        self._window = ""
        self._cursor = 0
        self._ended = False

    def next_character(self) -> str:
        """The next character that is not white space, not taken; empty at the end."""
        while True:
            found = _SPACE.match(self._window, self._cursor)
            self._move_to(found.end() if found else self._cursor)
            if self._cursor < len(self._window):
                return self._window[self._cursor]
            if not self._more():
                return ""

    def take(self, wanted: str) -> bool:
        """Step over `wanted` if it comes next."""
        if self.next_character() != wanted:
            return False
        self._cursor += 1
        return True

    def value(self) -> Any:
        """The JSON value that comes next. Raises `FileEndsEarly`, or `_Malformed` when it is broken or too long."""
        self.next_character()
        while True:
            try:
                value, end = DECODER.raw_decode(self._window, self._cursor)
            except (ValueError, RecursionError) as error:
                fault: Exception = error
            else:
                if end < len(self._window) or self._ended:  # a number could go on in the next piece
                    self._move_to(end)
                    return value
                fault = ValueError("ends too early")
            if len(self._window) - self._cursor > LONGEST_ROW:
                raise _Malformed(f"not JSON, or longer than {LONGEST_ROW:,} characters: {json_fault(fault)}")
            if not self._more():
                self._give_up(fault)

    def excerpt(self) -> str:
        return excerpt(self._window[self._cursor : self._cursor + 1000])

    def _give_up(self, fault: Exception) -> None:
        if (
            isinstance(fault, json.JSONDecodeError)
            and fault.pos < len(self._window)
            and "Untermin" not in fault.msg
        ):
            raise _Malformed(f"not JSON: {fault.msg}")
        if isinstance(fault, RecursionError):
            raise _Malformed(f"not JSON: {json_fault(fault)}")
        raise FileEndsEarly("the file ends in the middle of a row")

    def _move_to(self, position: int) -> None:
        self.line += self._window.count("\n", self._cursor, position)
        self._cursor = position

    def _more(self) -> bool:
        """Read a piece, dropping what lies behind the cursor. False at the end of the file."""
        if self._ended:
            return False
        piece = self._feed.read(_PIECE)
        self._ended = not piece
        try:
            text = self._decoder.decode(piece, final=self._ended)
        except UnicodeDecodeError as error:
            raise _Malformed(f"not {error.encoding}: byte 0x{error.object[error.start]:02X}") from error
        self._window = self._window[self._cursor :] + text
        self._cursor = 0
        return True


def json_array(feed: Feed, encoding: str, path: str) -> Iterator[Row | BadRow]:
    """The objects of the array at `path` (keys joined by dots; empty when the file is the array).

    Raises `UnreadableFile` when there is no array, `FileEndsEarly` when the file stops inside it. After a row that
    is not JSON nothing further can be told apart: it is reported, and the reading ends as if the file did.
    """
    text = _Text(feed, encoding)
    try:
        _enter(text, path)
    except (_Malformed, FileEndsEarly) as error:
        raise UnreadableFile(f"line {text.line}: {error}") from error
    if text.take("]"):
        return
    while True:
        text.next_character()
        line = text.line
        try:
            values = text.value()
            yield (
                Row(line, values)
                if isinstance(values, dict)
                else BadRow(line, "not a JSON object", str(values)[:200])
            )
            if text.take("]"):
                return
            if not text.take(","):
                _stop(text)
        except _Malformed as error:
            yield BadRow(line, str(error), text.excerpt(), incomplete=True)
            raise FileEndsEarly(f"nothing after line {line} could be read: {error}") from error


def _stop(text: _Text) -> None:
    if not text.next_character():
        raise FileEndsEarly("the file ends before its array does")
    raise FileEndsEarly(f"line {text.line}: a comma or ] was expected; nothing after it was read")


def _enter(text: _Text, path: str) -> None:
    for key in filter(None, path.split(".")):
        _step_into(text, key)
    if not text.take("["):
        raise UnreadableFile(
            f"line {text.line}: no array here; if the rows are under a key, name it in the map: "
            '[json] path = "products"'
            if not path
            else f"line {text.line}: {path!r} is not an array"
        )


def _step_into(text: _Text, key: str) -> None:
    """Stand before the value of `key` in the object that comes next; what lies before it is read and dropped."""
    if not text.take("{"):
        raise UnreadableFile(f"line {text.line}: an object with the key {key!r} was expected")
    while not text.take("}"):
        name = text.value()
        if not text.take(":"):
            raise _Malformed("a colon was expected")
        if name == key:
            return
        text.value()
        text.take(",")
    raise UnreadableFile(f"the file has no key {key!r}")
