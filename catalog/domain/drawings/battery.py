"""Cells and batteries in their relative sizes."""

from typing import Final

from catalog.domain.drawings.fields import Choice
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import (
    AMBER,
    BLACK,
    BLUE,
    BRASS,
    DARK,
    GREEN,
    LIGHT,
    ORANGE,
    PURPLE,
    RED,
    STEEL,
    Tone,
)
from catalog.domain.drawings.parts import GOOD, ground, led, plate
from catalog.domain.drawings.svg import at, circle, ellipse, label, path, rect

_ROUND: Final = {
    "aaa": (50, 150), "aa": (64, 172), "c": (104, 160), "d": (124, 176), "18650": (72, 176), "21700": (80, 182),
    "14500": (62, 168), "23a": (56, 128), "27a": (46, 126), "cr123a": (82, 138), "cr2": (74, 116),
}  # fmt: skip
_COIN: Final = {
    "cr2016": 78, "cr2025": 80, "cr2032": 82, "cr2430": 92, "cr2450": 94, "lr44": 58, "lr41": 48, "sr626": 44,
}  # fmt: skip
_WRAPS: Final = {
    "alkaline": BRASS, "zinc-carbon": RED, "lithium": STEEL, "nimh": GREEN, "li-ion": BLUE, "lifepo4": PURPLE,
    "agm": DARK, "gel": DARK, "silver-oxide": STEEL,
}  # fmt: skip


def _cell(size: str, wrap: Tone, *, rechargeable: bool) -> str:
    width, height = _ROUND[size]
    x, bottom = 120 - width / 2, 214.0
    top = bottom - height
    nub = width * 0.36
    drawn = ground(120, bottom, width * 0.62) + rect(120 - nub / 2, top - 11, nub, 16, 3, fill=STEEL.face)
    drawn += rect(x, top, width, height, 8, fill=BLACK.face)
    drawn += rect(x, top, width, height * 0.3, 8, fill=wrap.face) + rect(
        x + 1.2, top + height * 0.24, width - 2.4, height * 0.08, fill=BLACK.face, stroke="none"
    )
    drawn += rect(
        x + width * 0.74, top + 1.2, width * 0.24, height - 2.4, 6, fill="#000", stroke="none", opacity=0.18
    )
    drawn += rect(
        x + width * 0.12, top + 8, 5, height - 18, 2.5, fill="#fff", stroke="none", opacity=0.4
    ) + rect(x, top, width, height, 8)
    drawn += label(120, top + height * 0.2, "+", width * 0.4, wrap.mark)
    text = size.upper()
    font = min(width * (0.44 if len(text) < 3 else 1.35 / len(text)), 44)
    drawn += label(120, top + height * 0.62, text, font, BLACK.mark)
    return drawn + (_arrows(120, top + height * 0.82) if rechargeable else "")


def _arrows(x: float, y: float) -> str:
    """Can be charged again."""
    return at(
        x,
        y,
        path("M-9-3a10 10 0 0 1 17-3m1-7v7h-7M9 3a10 10 0 0 1-17 3m-1 7v-7h7", stroke=GOOD, stroke_width=3),
    )


def _coin(size: str) -> str:
    radius = _COIN[size]
    drawn = ellipse(120, 128 + radius * 0.14, radius, radius, fill=STEEL.shade) + circle(
        120, 120, radius, fill=STEEL.face
    )
    drawn += circle(120, 120, radius * 0.84, stroke_width=1.8)
    font = min(radius * 0.34, radius * 1.9 / len(size))
    return drawn + label(120, 112, "+", radius * 0.5) + label(120, 120 + radius * 0.45, size.upper(), font)


def _nine_volt(wrap: Tone, text: str, *, rechargeable: bool) -> str:
    drawn = (
        ground(120, 214, 70)
        + rect(66, 56, 108, 158, 8, fill=BLACK.face)
        + rect(66, 56, 108, 48, 8, fill=wrap.face)
    )
    drawn += rect(67.2, 94, 105.6, 14, fill=BLACK.face, stroke="none") + rect(
        154, 57.2, 18.8, 155.6, 6, fill="#000", stroke="none", opacity=0.18
    )
    drawn += (
        rect(66, 56, 108, 158, 8)
        + circle(93, 46, 12, fill=STEEL.face)
        + rect(132, 34, 30, 22, 4, fill=STEEL.face)
    )
    drawn += path("M141 34v22M153 34v22", stroke_width=1.8) + label(120, 168, text, 40, BLACK.mark)
    return drawn + (_arrows(120, 194) if rechargeable else "")


def _block(wrap: Tone, text: str) -> str:
    drawn = (
        ground(120, 206, 98)
        + plate(28, 76, 184, 130, 8, DARK, 12)
        + rect(28, 76, 184, 26, 8, fill=LIGHT.face)
    )
    drawn += rect(48, 60, 34, 18, 3, fill=RED.face) + rect(158, 60, 34, 18, 3, fill=BLACK.face)
    drawn += label(65, 96, "+", 22) + label(175, 96, "−", 22) + rect(56, 122, 128, 54, 4, fill=wrap.face)
    return drawn + label(120, 157, text, 24, wrap.mark)


def _pack() -> str:
    drawn = (
        ground(120, 204, 84)
        + plate(44, 92, 152, 112, 12, DARK, 12)
        + rect(72, 58, 96, 38, 6, fill=BLACK.face)
    )
    drawn += path("M88 66v20M104 66v20M136 66v20M152 66v20", stroke=BRASS.face, stroke_width=5) + rect(
        44, 132, 152, 18, fill=AMBER.face
    )
    return drawn + "".join(led(96 + 16 * k, 172, GOOD if k < 3 else DARK.mark, 4.5) for k in range(4))


def power_bank(tone: Tone) -> str:
    """Standing upright: two ports at the top, four charge lamps."""
    drawn = (
        ground(120, 214, 66) + plate(66, 34, 108, 180, 16, tone, 9) + rect(82, 28, 26, 12, 3, fill=DARK.face)
    )
    drawn += rect(130, 29, 26, 10, 5, fill=DARK.face)
    bolt = path("M126 96l-22 34h18l-8 30l24-38h-18z", fill=AMBER.face, stroke_width=2)
    return drawn + bolt + "".join(led(99 + 14 * k, 186, GOOD if k < 3 else "#8793a1") for k in range(4))


def _battery(values: Values) -> Picture:
    size, chemistry = values["size"], values["chemistry"]
    wrap, rechargeable = _WRAPS[chemistry], chemistry in {"nimh", "li-ion", "lifepo4"}
    title = f"{chemistry.capitalize()} battery, size {size.upper()}"
    if size in _ROUND:
        return Picture(title, _cell(size, wrap, rechargeable=rechargeable))
    if size in _COIN:
        return Picture(title, _coin(size))
    if size in {"9v", "4-5v"}:
        return Picture(title, _nine_volt(wrap, size.upper().replace("-", "."), rechargeable=rechargeable))
    if size in {"tool-pack", "power-bank"}:
        return Picture(
            f"{size.replace('-', ' ').capitalize()}, {chemistry}",
            _pack() if size == "tool-pack" else power_bank(DARK),
        )
    text = "LiFePO4" if chemistry == "lifepo4" else chemistry.upper()
    tone = {"lifepo4": BLUE, "gel": ORANGE}.get(chemistry, AMBER)
    return Picture(f"{text} battery block", _block(tone, text[:8]))


DRAWINGS: Final = (
    Drawing(
        "battery",
        (
            Choice(
                "size",
                (
                    "aa",
                    *(size for size in (*_ROUND, *_COIN) if size != "aa"),
                    "9v",
                    "4-5v",
                    "block",
                    "tool-pack",
                    "power-bank",
                ),
                ("battery_size", "size"),
                {"4.5v": "4-5v", "lead-block": "block", "lifepo4-block": "block", "coin": "cr2032"},
            ),
            Choice("chemistry", tuple(_WRAPS), ("battery_chemistry",), {"lifepo": "lifepo4"}),
        ),
        _battery,
    ),
)
