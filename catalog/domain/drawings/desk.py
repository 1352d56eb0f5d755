"""What stands on a desk: monitor, keyboard, mouse, webcam."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BLUE, DARK, GLASS
from catalog.domain.drawings.parts import GOOD, cord, ground, led, plate
from catalog.domain.drawings.svg import circle, line, path, rect


def _monitor(values: Values) -> Picture:
    tone = values.tone("colour")
    wide = values["form"] == "wide"
    x, width = (8.0, 224.0) if wide else (24.0, 192.0)
    y, height = (58.0, 100.0) if wide else (34.0, 124.0)
    stand = (
        ground(120, 212, 62)
        + path("M106 150h28l6 50h-40Z", fill=tone.face)
        + rect(70, 198, 100, 12, 6, fill=tone.face)
    )
    screen = rect(x, y, width, height, 7, fill=tone.face) + rect(
        x + 7, y + 7, width - 14, height - 20, 2, fill="#33506e", stroke_width=1.8
    )
    inset = width - 16
    hill = path(
        f"M{x + 8} {y + height - 40}q{inset / 4} -34 {inset / 2} -10t{inset / 2} -18v{54}h-{inset}z",
        fill="#5f93c2",
        stroke="none",
    )
    return Picture(
        f"Monitor, {values['colour']}", stand + screen + hill + led(x + width - 14, y + height - 6, GOOD, 2.5)
    )


def _keyboard(values: Values) -> Picture:
    tone = values.tone("colour")
    rows = "".join(f"M{30 + 5 * row} {100 + 16 * row}H{206 if row < 3 else 200}" for row in range(3))
    keys = path(rows, stroke=tone.shade, stroke_width=11, stroke_dasharray="9 5.6", stroke_linecap="butt")
    last = path("M30 148h24M66 148h92M170 148h36", stroke=tone.shade, stroke_width=11, stroke_linecap="butt")
    enter = rect(194, 111, 14, 11, 2, fill=BLUE.face, stroke="none")
    return Picture(
        f"Keyboard, {values['colour']}",
        cord("M120 84V40", 5) + plate(14, 82, 212, 90, 10, tone, 9) + keys + last + enter,
    )


def _mouse(values: Values) -> Picture:
    tone = values.tone("colour")
    body = path("M64 118V96a56 56 0 0 1 112 0v58a56 56 0 0 1-112 0Z", fill=tone.shade) + path(
        "M65.200 112V96a54.800 54.800 0 0 1 109.600 0v48a54.800 54.800 0 0 1-109.600 0Z",
        fill=tone.face,
        stroke="none",
    )
    wheel = rect(111, 58, 18, 36, 9, fill=DARK.face) + path("M120 66v20", stroke=GOOD, stroke_width=4)
    return Picture(
        f"Mouse, {values['colour']}",
        cord("M120 42V14", 5)
        + body
        + path("M120 40v18M120 94v22M64 116h112", stroke=tone.mark, stroke_width=2, opacity=0.6)
        + path("M64 118V96a56 56 0 0 1 112 0v58a56 56 0 0 1-112 0Z")
        + wheel,
    )


def _webcam(values: Values) -> Picture:
    tone = values.tone("colour")
    foot = (
        ground(120, 214, 56)
        + path("M104 150h32l18 58H86Z", fill=DARK.face)
        + line(92, 188, 148, 188, stroke_width=2)
    )
    eye = (
        circle(120, 96, 44, fill=BLACK.face)
        + circle(120, 96, 29, fill=BLACK.shade)
        + circle(120, 96, 15, fill="#33506e", stroke_width=1.8)
    )
    return Picture(
        f"Webcam, {values['colour']}",
        foot
        + plate(34, 40, 172, 114, 50, tone, 10)
        + eye
        + circle(113, 88, 5, fill=GLASS.face, stroke="none")
        + led(184, 97, GOOD, 4),
    )


DRAWINGS: Final = (
    Drawing(
        "monitor",
        (Form(("standard", "wide"), (("ultrawide", "wide"), ("ultra-wide", "wide"))), colour("black")),
        _monitor,
    ),
    Drawing("keyboard", (colour("black"),), _keyboard),
    Drawing("mouse", (colour("black"),), _mouse),
    Drawing("webcam", (colour("black"),), _webcam),
)
