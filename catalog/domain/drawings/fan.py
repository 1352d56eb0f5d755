"""Ventilation and cooling."""

from math import cos, pi, sin
from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import DARK, LIGHT, RED, STEEL, Tone
from catalog.domain.drawings.parts import ground, led, plate
from catalog.domain.drawings.svg import at, circle, group, label, line, path, rect
from catalog.domain.drawings.svg import number as n


def _blades(radius: float, count: int, tone: Tone) -> str:
    blade = path(
        f"M0-6C{n(radius * 0.5)}-{n(radius * 0.6)} {n(radius * 0.5)}-{n(radius)} {n(-radius * 0.1)}-{n(radius)}C{n(-radius * 0.4)}-{n(radius * 0.8)}-10-20 0-6Z",
        fill=tone.face,
        stroke_width=2,
    )
    return "".join(at(0, 0, blade, turn=360 * k / count) for k in range(count)) + circle(
        0, 0, radius * 0.2, fill=tone.shade
    )


def _extractor(tone: Tone) -> str:
    wheel = circle(120, 114, 70, fill=DARK.face) + at(120, 114, _blades(62, 5, LIGHT))
    d = "".join(f"M120 114L{n(120 + 70 * cos(k * pi / 4))} {n(114 + 70 * sin(k * pi / 4))}" for k in range(8))
    return (
        plate(34, 28, 172, 180, 14, tone, 9)
        + wheel
        + path(d, stroke_width=1.8)
        + circle(120, 114, 70)
        + circle(120, 114, 44, stroke_width=1.8)
        + led(190, 190, radius=3)
    )


def _inline(tone: Tone) -> str:
    drawn = (
        rect(18, 90, 204, 60, 3, fill=STEEL.face)
        + rect(18, 130, 204, 20, 3, fill=STEEL.shade, stroke="none")
        + rect(18, 90, 204, 60, 3)
    )
    drawn += path("M58 90l20-26h84l20 26v60l-20 26H78l-20-26z", fill=tone.face) + path(
        "M58 136h124v14l-20 26H78l-20-26z", fill=tone.shade, stroke="none"
    )
    drawn += path("M58 90l20-26h84l20 26v60l-20 26H78l-20-26z") + rect(98, 46, 44, 20, 3, fill=DARK.face)
    return drawn + path("M84 120h62m-16-16l16 16l-16 16", stroke=tone.mark, stroke_width=5)


def _desk(tone: Tone) -> str:
    stand = (
        ground(120, 216, 58)
        + rect(113, 152, 14, 56, 4, fill=tone.face)
        + rect(70, 202, 100, 13, 6, fill=tone.face)
    )
    cage = circle(120, 94, 74, fill=LIGHT.face) + at(120, 94, _blades(64, 4, tone))
    return (
        stand
        + cage
        + circle(120, 94, 74)
        + circle(120, 94, 54, stroke_width=1.5)
        + circle(120, 94, 34, stroke_width=1.5)
    )


def _ceiling_fan(tone: Tone) -> str:
    blades = path(
        "M104 116L20 104a5 5 0 0 0-6 6v14a5 5 0 0 0 6 5L104 130ZM136 116L220 104a5 5 0 0 1 6 6v14a5 5 0 0 1-6 5L136 130Z",
        fill=tone.face,
    )
    return (
        rect(100, 30, 40, 14, 5, fill=tone.face)
        + line(120, 44, 120, 100, stroke_width=6)
        + blades
        + rect(94, 98, 52, 38, 10, fill=tone.face)
        + path("M100 136a20 22 0 0 0 40 0z", fill="#ffe6ac")
    )


def _recovery(tone: Tone) -> str:
    arrows = path("M64 152L172 76m-18-1l18 1l-5 17", stroke=RED.face, stroke_width=6) + path(
        "M172 152L64 76m18-1l-18 1l5 17", stroke="#3f86d0", stroke_width=6
    )
    return plate(34, 36, 172, 160, 14, tone, 10) + group(rect(48, 50, 140, 124, 6, stroke_width=1.8)) + arrows


def _air_conditioner(tone: Tone) -> str:
    cold = path(
        "M70 166q-9 12 0 22t0 22M120 166q-9 12 0 22t0 22M170 166q-9 12 0 22t0 22",
        stroke="#3f86d0",
        stroke_width=4.5,
    )
    return (
        plate(18, 60, 204, 86, 16, tone, 10)
        + rect(34, 120, 172, 14, 5, fill=DARK.face)
        + line(34, 104, 206, 104, stroke_width=1.8)
        + led(192, 86)
        + label(164, 92, "21°", 16, tone.mark)
        + cold
    )


_FANS: Final = {
    "extractor": (_extractor, "Extractor fan"), "inline": (_inline, "Duct fan"), "desk": (_desk, "Room fan"),
    "ceiling": (_ceiling_fan, "Ceiling fan"), "recovery": (_recovery, "Heat recovery unit"),
    "air-conditioner": (_air_conditioner, "Air conditioner"),
}  # fmt: skip


def _fan(values: Values) -> Picture:
    drawn_by, name = _FANS[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "fan",
        (
            Form(
                tuple(_FANS),
                (
                    ("recovery", "recovery"),
                    ("extract", "extractor"),
                    ("bathroom", "extractor"),
                    ("in-line", "inline"),
                    ("duct", "inline"),
                    ("ceiling", "ceiling"),
                    ("pedestal", "desk"),
                    ("table-fan", "desk"),
                    ("room", "desk"),
                    ("tower-fan", "desk"),
                    ("cooling", "air-conditioner"),
                ),
                (
                    ("cooling_power", "", "air-conditioner"),
                    ("mounting", "in-line", "inline"),
                    ("mounting", "ceiling", "ceiling"),
                    ("mounting", "desktop", "desk"),
                    ("mounting", "free-standing", "desk"),
                ),
            ),
            colour("white"),
        ),
        _fan,
    ),
)
