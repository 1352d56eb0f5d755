"""The typeface and the shapes of text. Noto Sans lies beside this module: Latin, Greek and Cyrillic."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from reportlab import rl_config
from reportlab.lib.colors import Color, HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "NotoSans-Regular", "NotoSans-SemiBold"
FONTS = Path(__file__).parent / "fonts"
INK, SOFT, LINE = HexColor("#14202c"), HexColor("#465566"), HexColor("#c3ccd6")
GAPS = re.compile(r"[^\S\n\u00a0\u202f]+")
"""Where a line may be broken: white space, but for the two kinds of space that keep words together."""

# Pages as printable characters, reportlab's default, take longer to write than to draw.
rl_config.useA85 = 0
# Read when a process starts, not with its first document. Of the letters only those used are embedded.
for _name in (REGULAR, BOLD):
    pdfmetrics.registerFont(TTFont(_name, str(FONTS / f"{_name}.ttf"), asciiReadable=False))


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How text looks. `rise` is from the top of a line to its base line; all in points."""

    font: str
    size: float
    color: Color
    leading: float
    rise: float
    end: bool

    def width(self, words: str) -> float:
        return float(pdfmetrics.stringWidth(words, self.font, self.size))


def shape(size: float = 9, *, bold: bool = False, soft: bool = False, end: bool = False) -> Shape:
    font, color = BOLD if bold else REGULAR, SOFT if soft else INK
    return Shape(font, size, color, size * 1.4, size, end)


TEXT, SMALL, END = shape(), shape(7.5, soft=True), shape(end=True)
STRONG, STRONG_END = shape(bold=True), shape(bold=True, end=True)
HEAD, HEAD_END = SMALL, shape(7.5, soft=True, end=True)
SELLER, TITLE = shape(11, bold=True), shape(18, bold=True)
CAPTION = Shape(REGULAR, SMALL.size, SOFT, TEXT.leading, TEXT.rise, end=False)
"""Small text below text, on the same lines."""


def broken(words: str, look: Shape, room: float) -> Iterator[tuple[str, float]]:
    """The lines that `words` need, each with its width. Accents become one character with their letter."""
    for paragraph in unicodedata.normalize("NFC", words).split("\n"):
        line = GAPS.sub(" ", paragraph).strip(" ")
        width = look.width(line)
        if width <= room:
            yield line, width
        else:
            yield from _broken(line, look, room)


def _broken(paragraph: str, look: Shape, room: float) -> Iterator[tuple[str, float]]:
    """As many words in each line as there is room for. Widths add up: the letters are not moved closer together."""
    line, width, space = "", 0.0, look.width(" ")
    for word in paragraph.split(" "):
        for part, length in _cut(word, look, room):
            if line and width + space + length > room:
                yield line, width
                line, width = part, length
            else:
                line, width = (f"{line} {part}", width + space + length) if line else (part, length)
    yield line, width


def _cut(word: str, look: Shape, room: float) -> Iterator[tuple[str, float]]:
    """A word in parts that fit, one where it does."""
    length = look.width(word)
    while length > room and len(word) > 1:
        fits = max(1, next(end for end in range(len(word)) if look.width(word[: end + 1]) > room))
        yield word[:fits], look.width(word[:fits])
        word = word[fits:]
        length = look.width(word)
    yield word, length
