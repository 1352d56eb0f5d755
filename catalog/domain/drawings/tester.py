"""Measuring instruments."""

from typing import Final

from catalog.domain.drawings.fields import Form
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import AMBER, BLACK, DARK, RED, YELLOW
from catalog.domain.drawings.parts import cord, led, plate
from catalog.domain.drawings.svg import at, circle, label, line, path, rect

_SCREEN: Final = "#d3e2c6"


def _dial(x: float, y: float, radius: float) -> str:
    ticks = "".join(
        at(0, 0, line(0, -radius - 8, 0, -radius - 4, stroke=AMBER.face, stroke_width=3), turn=turn)
        for turn in range(-120, 121, 40)
    )
    return at(
        x,
        y,
        ticks,
        circle(0, 0, radius, fill=DARK.shade),
        line(0, 0, 0, -radius + 4, stroke=DARK.mark, stroke_width=4),
    )


def _multimeter() -> str:
    leads = cord("M104 184C100 236 44 232 38 176V120", 5, BLACK) + cord(
        "M136 184C140 236 196 232 202 176V120", 5, RED
    )
    probes = (
        rect(31, 72, 14, 52, 6, fill=BLACK.face)
        + line(38, 72, 38, 52, stroke_width=3)
        + rect(195, 72, 14, 52, 6, fill=RED.face)
        + line(202, 72, 202, 52, stroke_width=3)
    )
    body = plate(66, 20, 108, 184, 14, YELLOW, 9) + rect(76, 30, 88, 160, 8, fill=DARK.face, stroke_width=1.8)
    screen = rect(84, 40, 72, 36, 4, fill=_SCREEN) + label(120, 68, "230.0", 21)
    jacks = circle(104, 178, 6, fill=BLACK.shade) + circle(136, 178, 6, fill=RED.face)
    return body + screen + _dial(120, 126, 20) + leads + jacks + probes


def _voltage() -> str:
    lead = cord("M92 196C92 232 148 232 148 196", 6, BLACK)
    display = (
        plate(70, 82, 44, 116, 12, YELLOW, 7)
        + path("M80 82l6-26h12l6 26z", fill=BLACK.face)
        + line(92, 56, 92, 22, stroke_width=4)
    )
    lamps = rect(80, 94, 24, 84, 5, fill=DARK.face, stroke_width=1.8) + "".join(
        led(92, 104 + 13 * k, RED.face if k < 2 else AMBER.face if k < 4 else "#5c6977", 4.5)
        for k in range(6)
    )
    probe = (
        plate(128, 92, 38, 106, 12, YELLOW, 7)
        + path("M136 92l5-26h12l5 26z", fill=RED.face)
        + line(147, 66, 147, 32, stroke_width=4)
    )
    return lead + display + lamps + probe


def _pen() -> str:
    body = (
        rect(-15, -62, 30, 150, 12, fill=YELLOW.face)
        + rect(4, -60, 9.8, 146, 8, fill=YELLOW.shade, stroke="none")
        + rect(-15, -62, 30, 150, 12)
    )
    tip = path("M-11-62L-5-100h10L11-62Z", fill=RED.face)
    clip = (
        path("M0 96v-44", stroke_width=5)
        + circle(0, -28, 7, fill=DARK.face)
        + rect(-15, 6, 30, 14, fill=DARK.face)
    )
    return at(120, 122, body, tip, clip, turn=32) + path(
        "M158 30a24 24 0 0 1 26 22M166 14a42 42 0 0 1 34 34", stroke=AMBER.shade, stroke_width=4
    )


def _clamp() -> str:
    d = "M104 100C60 84 74 20 120 20S180 84 136 100"
    jaw = (
        path(d, stroke="currentColor", stroke_width=19)
        + path(d, stroke=RED.face, stroke_width=14)
        + line(120, 11, 120, 29)
    )
    body = (
        plate(80, 90, 80, 132, 16, DARK, 9)
        + _dial(120, 132, 15)
        + rect(92, 164, 56, 34, 4, fill=_SCREEN)
        + label(120, 188, "12.4", 18)
    )
    return jaw + body


def _installation() -> str:
    strap = path("M40 82C20 30 220 30 200 82", stroke_width=8) + path(
        "M40 82C20 30 220 30 200 82", stroke=DARK.face, stroke_width=4
    )
    body = (
        plate(24, 78, 192, 124, 16, YELLOW, 10)
        + rect(38, 92, 104, 64, 5, fill=_SCREEN)
        + label(90, 122, "0.42 Ω", 20)
    )
    bars = path("M50 136h60M50 146h40", stroke_width=3) + _dial(180, 124, 17)
    keys = "".join(circle(50 + 26 * k, 176, 7.5, fill=DARK.face) for k in range(4)) + rect(
        158, 166, 44, 18, 6, fill=RED.face
    )
    return strap + body + bars + keys


_TESTERS: Final = {
    "multimeter": (_multimeter, "Multimeter"), "voltage": (_voltage, "Two-pole voltage tester"),
    "pen": (_pen, "Contactless voltage tester"), "clamp": (_clamp, "Clamp meter"),
    "installation": (_installation, "Installation tester"),
}  # fmt: skip


def _tester(values: Values) -> Picture:
    drawn_by, name = _TESTERS[values["form"]]
    return Picture(name, drawn_by())


DRAWINGS: Final = (
    Drawing(
        "tester",
        (
            Form(
                tuple(_TESTERS),
                (
                    ("clamp", "clamp"),
                    ("contactless", "pen"),
                    ("non-contact", "pen"),
                    ("pen", "pen"),
                    ("multimeter", "multimeter"),
                    ("installation", "installation"),
                    ("insulation", "installation"),
                    ("voltage", "voltage"),
                ),
                (
                    ("display", "led", "voltage"),
                    ("display", "none", "pen"),
                    ("display", "colour", "installation"),
                ),
            ),
        ),
        _tester,
    ),
)
