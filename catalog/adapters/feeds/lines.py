"""Opening a feed and reading it by lines: plain or gzip, bounded lines, and a position for the progress display."""

import codecs
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from catalog.adapters.feeds.rows import LONGEST_ROW, FileEndsEarly, UnreadableFile

_GZIP = b"\x1f\x8b"
_WIDE_MARKS = {codecs.BOM_UTF16_LE: "UTF-16", codecs.BOM_UTF16_BE: "UTF-16"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end. `fault` says why it cannot be used; the text is then only an excerpt."""

    number: int
    text: str
    fault: str = ""
    ended: bool = True
    """Whether a line break followed."""


@dataclass(slots=True)
class Feed:
    """An open feed: the bytes in it after decompression, and how far the file on disk was read."""

    size: int
    _file: IO[bytes]
    _content: IO[bytes]

    @property
    def position(self) -> int:
        """Bytes of the file on disk that were read so far."""
        return self._file.tell()

    def read(self, size: int) -> bytes:
        with _damage_named():
            return self._content.read(size)

    def lines(self, encoding: str) -> Iterator[Line]:
        """Every line, decoded by itself, so that one bad byte costs one line and not the file."""
        number = 0
        decoder = codecs.getdecoder(encoding)
        while raw := self._bounded_line():
            number += 1
            if number == 1:
                raw = raw.removeprefix(codecs.BOM_UTF8)
            yield self._line(number, raw, decoder, encoding)

    def _bounded_line(self) -> bytes:
        with _damage_named():
            return self._content.readline(LONGEST_ROW + 1)

    def _line(self, number: int, raw: bytes, decoder: "codecs._Decoder", encoding: str) -> Line:
        if len(raw) > LONGEST_ROW and not raw.endswith(b"\n"):
            self._skip_rest_of_line()
            reason = f"the line is longer than {LONGEST_ROW:,} bytes"
            return Line(number, raw[:1000].decode(encoding, "replace"), reason)
        body = raw.rstrip(b"\r\n")
        ended = raw.endswith(b"\n")
        try:
            return Line(number, decoder(body)[0], "", ended)
        except UnicodeDecodeError as error:
            byte = body[error.start]
            reason = (
                f"not {encoding}: byte 0x{byte:02X} at position {error.start + 1}; if the feed is written in "
                'another encoding, say so in the map, e.g. encoding = "cp1252"'
            )
            return Line(number, body.decode(encoding, "replace"), reason, ended)

    def _skip_rest_of_line(self) -> None:
        while (part := self._bounded_line()) and not part.endswith(b"\n"):
            pass


@contextmanager
def opened(path: Path) -> Iterator[Feed]:
    """The feed at `path`; gzip is recognised by its first bytes. Raises `UnreadableFile` before the first row."""
    try:
        with path.open("rb") as file:
            start = file.read(4)
            file.seek(0)
            if not start:
                raise UnreadableFile(f"{path} is empty")
            if start[:2] in _WIDE_MARKS:
                raise UnreadableFile(f"{path} is {_WIDE_MARKS[start[:2]]}: save it as UTF-8 and try again")
            content = cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if start[:2] == _GZIP else file
            yield Feed(path.stat().st_size, file, content)
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise UnreadableFile(f"{path} cannot be opened: {error.strerror}") from error


@contextmanager
def _damage_named() -> Iterator[None]:
    try:
        yield
    except EOFError as error:
        raise FileEndsEarly("the gzip file ends in the middle: it was not transferred completely") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise FileEndsEarly(f"the gzip file is damaged: {error}") from error
