"""Computers and the boards inside them."""

from typing import Final

from catalog.domain.drawings.fields import Form, Size, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BRASS, DARK, GLASS, GREEN, LIGHT, STEEL, Tone
from catalog.domain.drawings.parts import bars, grille, ground, led, plate
from catalog.domain.drawings.svg import at, circle, group, line, path, rect
from catalog.domain.drawings.svg import number as n

_BOARD: Final = Tone("#2f7d5b", "#236247", "#eaf6f0")


def _cpu(values: Values) -> Picture:
    pins = "".join(
        path(
            "M52 0v12M68 0v12M84 0v12M100 0v12M116 0v12M132 0v12M148 0v12M164 0v12M180 0v12",
            stroke=BRASS.shade,
            stroke_width=5,
            transform=f"rotate({turn} 120 120)translate(4 20)",
        )
        for turn in (0, 90, 180, 270)
    )
    lid = (
        plate(66, 66, 108, 108, 12, STEEL, 8)
        + line(86, 92, 140, 92, stroke=STEEL.shade, stroke_width=4)
        + line(86, 106, 122, 106, stroke=STEEL.shade, stroke_width=4)
    )
    return Picture(
        "Processor",
        pins
        + rect(34, 34, 172, 172, 6, fill=_BOARD.face)
        + path("M42 194v-16l16 16z", fill=BRASS.face, stroke="none")
        + lid,
    )


def _fan(x: float, y: float, radius: float) -> str:
    blade = path(
        f"M0 0Q{n(radius * 0.2)}-{n(radius * 0.8)} {n(radius * 0.62)}-{n(radius * 0.62)}",
        stroke=LIGHT.face,
        stroke_width=4,
    )
    return (
        circle(x, y, radius, fill=BLACK.shade)
        + "".join(at(x, y, blade, turn=60 * k) for k in range(6))
        + circle(x, y, radius * 0.24, fill=DARK.face)
    )


def _gpu(values: Values) -> Picture:
    tone = values.tone("colour")
    bracket = rect(18, 56, 12, 138, 2, fill=STEEL.face)
    card = (
        rect(52, 164, 96, 22, 2, fill=BRASS.face)
        + bars(58, 170, 84, 12, 12, BRASS.shade)
        + plate(28, 74, 196, 94, 10, tone, 9)
    )
    return Picture(
        f"Graphics card, {values['colour']}", bracket + card + _fan(78, 118, 36) + _fan(174, 118, 36)
    )


def _memory(values: Values) -> Picture:
    tone = values.tone("colour")
    contacts = (
        rect(18, 134, 204, 34, 3, fill=_BOARD.face)
        + bars(28, 150, 184, 14, 24, BRASS.face, 4)
        + rect(124, 150, 8, 18, 2, fill="#39434f", stroke_width=1.8)
    )
    spreader = path("M24 138V80l12-14H84l10 10h52l10-10h48l12 14v58Z", fill=tone.face) + path(
        "M25.200 124H214.800v12.800H25.200Z", fill=tone.shade, stroke="none"
    )
    return Picture(
        f"Memory module, {values['colour']}",
        contacts
        + spreader
        + path("M56 84l28 34M156 84l28 34", stroke=tone.mark, stroke_width=3, opacity=0.5),
    )


def _motherboard(values: Values) -> Picture:
    board = plate(28, 20, 184, 200, 8, DARK, 6)
    processor = rect(72, 52, 62, 62, 4, fill=LIGHT.face) + rect(
        86, 66, 34, 34, 3, fill=STEEL.face, stroke_width=1.8
    )
    slots = (
        rect(52, 136, 118, 11, 2, fill=LIGHT.face, stroke_width=1.8)
        + rect(52, 160, 118, 11, 2, fill=BLACK.face, stroke_width=1.8)
        + rect(52, 184, 118, 11, 2, fill=BLACK.face, stroke_width=1.8)
    )
    sockets = "".join(rect(x, 42, 9, 82, 2, fill=BLACK.face, stroke_width=1.8) for x in (150, 164, 178))
    ports = rect(36, 34, 24, 80, 3, fill=STEEL.face) + grille(42, 46, 12, 54, 5)
    body = (
        board
        + ports
        + processor
        + sockets
        + slots
        + rect(182, 140, 20, 50, 3, fill=GREEN.face, stroke_width=1.8)
        + circle(186, 206, 4, fill=BRASS.face, stroke="none")
    )
    return Picture("Motherboard", body, dark=True)


def _pc_case(values: Values) -> Picture:
    tone = values.tone("colour")
    body = ground(122, 220, 76) + plate(52, 18, 140, 200, 8, tone, 9)
    window = rect(64, 34, 84, 150, 5, fill=GLASS.face, fill_opacity=0.55) + path(
        "M74 74l34-34M74 110l60-64", stroke="#fff", stroke_width=5, opacity=0.7
    )
    front = (
        line(158, 18, 158, 218)
        + bars(167, 70, 16, 120, 3, tone.shade)
        + circle(175, 40, 7, fill=tone.shade)
        + led(175, 40, radius=3)
    )
    inside = rect(78, 118, 56, 16, 3, fill=DARK.face, stroke_width=1.8) + group(
        circle(92, 64, 14), circle(92, 64, 4), stroke_width="1.8"
    )
    return Picture(f"Computer case, {values['colour']}", body + inside + window + front)


def _laptop(values: Values) -> Picture:
    tone = values.tone("colour")
    lid = (
        rect(46, 48, 148, 106, 8, fill=tone.face)
        + rect(54, 56, 132, 90, 3, fill="#33506e", stroke_width=1.8)
        + path("M55 124q36-34 66-14t64-18v53H55z", fill="#5f93c2", stroke="none")
    )
    base = (
        path("M46 154H194L222 190H18Z", fill=tone.face)
        + path("M18 190H222l-6 10H24Z", fill=tone.shade)
        + path(
            "M60 162H180M54 170H186M50 178H190",
            stroke=tone.mark,
            stroke_width=3,
            stroke_dasharray="5 5",
            opacity=0.6,
        )
    )
    return Picture(f"Laptop, {values['colour']}", lid + base)


def _cooler(values: Values) -> Picture:
    tone = values.tone("colour")
    fans = values.whole("fans")
    side = 168 / max(fans, 1) if fans > 1 else 150
    left = 120 - side * fans / 2
    drawn = "".join(
        plate(left + side * k, 120 - side / 2, side, side, 8, tone, 6)
        + _fan(left + side * (k + 0.5), 120, side * 0.42)
        for k in range(fans)
    )
    return Picture(f"Computer cooling with {fans} fan{'s' * (fans > 1)}, {values['colour']}", drawn)


DRAWINGS: Final = (
    Drawing("cpu", (Form(("lid",)),), _cpu),
    Drawing("gpu", (colour("black"),), _gpu),
    Drawing("memory", (colour("black"),), _memory),
    Drawing("motherboard", (Form(("board",)),), _motherboard),
    Drawing("pc-case", (colour("black"),), _pc_case),
    Drawing("laptop", (colour("silver"),), _laptop),
    Drawing("cooler", (Size("fans", 1, ("fans",), (1, 2, 3)), colour("black")), _cooler),
)
