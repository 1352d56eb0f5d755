"""The typeface and the styles of the documents. Noto Sans lies beside this module: Latin, Greek and Cyrillic."""

import unicodedata
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph

REGULAR, BOLD = "NotoSans-Regular", "NotoSans-SemiBold"
FONTS = Path(__file__).parent / "fonts"
SOFT_HEX = "#465566"
INK, SOFT, LINE = HexColor("#14202c"), HexColor(SOFT_HEX), HexColor("#c3ccd6")


@cache
def load_fonts() -> None:
    """Read the font files, once per process."""
    for name in (REGULAR, BOLD):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{name}.ttf")))


def style(size: float = 9, *, bold: bool = False, soft: bool = False, end: bool = False) -> ParagraphStyle:
    return ParagraphStyle(
        "", fontName=BOLD if bold else REGULAR, fontSize=size, leading=size * 1.4,
        textColor=SOFT if soft else INK, alignment=2 if end else 0, splitLongWords=1,
    )  # fmt: skip


TEXT, SMALL, END = style(), style(7.5, soft=True), style(end=True)
STRONG, STRONG_END = style(bold=True), style(bold=True, end=True)
HEAD, HEAD_END = style(7.5, soft=True), style(7.5, soft=True, end=True)
SELLER, TITLE = style(11, bold=True), style(18, bold=True)


def text(words: str, shape: ParagraphStyle = TEXT) -> Any:
    """A paragraph of plain text: nothing in it is markup, accents are one character each."""
    return Paragraph(plain(words), shape)


def captioned(words: str, caption: str) -> Any:
    """Plain text with a smaller line below it."""
    return Paragraph(f'{plain(words)}<br/><font size="7.5" color="{SOFT_HEX}">{plain(caption)}</font>', TEXT)


def plain(words: str) -> str:
    return escape(unicodedata.normalize("NFC", words)).replace("\n", "<br/>")
