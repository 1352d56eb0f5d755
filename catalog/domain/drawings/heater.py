"""Heating and hot water."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import AMBER, DARK, LIGHT, RED, Tone
from catalog.domain.drawings.parts import bars, cord, grille, ground, plate
from catalog.domain.drawings.svg import at, circle, label, line, path, rect
from catalog.domain.drawings.svg import number as n

_WARM: Final = AMBER.shade


def _waves(x: float, y: float, count: int = 3, colour_: str = _WARM) -> str:
    """Warm air going up."""
    d = "".join(f"M{n(x + 26 * k)} {n(y)}q-9-10 0-19t0-19" for k in range(count))
    return path(d, stroke=colour_, stroke_width=4.5)


def _convector(tone: Tone) -> str:
    body = (
        plate(24, 74, 192, 120, 9, tone, 10)
        + bars(44, 84, 152, 14, 16)
        + grille(44, 166, 130, 8, 2, tone.shade)
    )
    return (
        rect(48, 194, 26, 12, 3, fill=DARK.face)
        + rect(166, 194, 26, 12, 3, fill=DARK.face)
        + body
        + circle(196, 174, 8, fill=tone.shade)
        + _waves(94, 62)
    )


def _infrared(tone: Tone) -> str:
    body = plate(46, 24, 148, 192, 8, tone, 8) + rect(58, 36, 124, 160, 4, stroke=tone.shade, stroke_width=2)
    return body + at(
        120,
        116,
        path(
            "M-34 38q-9-19 0-38t0-38M0 38q-9-19 0-38t0-38M34 38q-9-19 0-38t0-38", stroke=_WARM, stroke_width=5
        ),
    )


def _fan_heater(tone: Tone) -> str:
    body = (
        ground(120, 212, 70) + plate(60, 44, 120, 168, 16, tone, 12) + circle(120, 104, 44, fill=tone.shade)
    )
    rings = (
        circle(120, 104, 34, stroke=RED.face, stroke_width=5)
        + circle(120, 104, 22, stroke=_WARM, stroke_width=5)
        + circle(120, 104, 8, fill=DARK.face)
    )
    return (
        body
        + rings
        + line(76, 104, 164, 104, stroke_width=1.8)
        + line(120, 60, 120, 148, stroke_width=1.8)
        + circle(96, 180, 9, fill=tone.face)
        + circle(144, 180, 9, fill=tone.face)
        + line(96, 174, 96, 180)
        + line(144, 174, 148, 178)
    )


def _floor(tone: Tone) -> str:
    mat = path("M30 168L86 70H216L172 168Z", fill=LIGHT.face) + path("M30 168v10H172v-10M172 178L216 80V70")
    loop = "M60 158L104 80h18L82 158h20L142 80h18L122 158h20L180 80h18L160 158"
    return (
        mat
        + path(loop, stroke=RED.face, stroke_width=5)
        + cord("M60 158Q50 206 24 206", 6, tone)
        + _waves(94, 56)
    )


def _storage(tone: Tone) -> str:
    body = path("M66 44a54 22 0 0 1 108 0V178a54 22 0 0 1-108 0Z", fill=tone.face)
    side = path("M148 27a54 22 0 0 1 24.8 17V178a54 22 0 0 1-24.8 17Z", fill=tone.shade, stroke="none")
    pipes = rect(88, 194, 12, 26, 2, fill="#3f86d0") + rect(140, 194, 12, 26, 2, fill=RED.face)
    dial = (
        circle(120, 140, 17, fill=LIGHT.face)
        + line(120, 140, 129, 130, stroke=RED.face)
        + line(66, 62, 66, 178)
    )
    return (
        pipes + body + side + path("M66 44a54 22 0 0 1 108 0V178a54 22 0 0 1-108 0Z") + dial + _drop(120, 84)
    )


def _drop(x: float, y: float) -> str:
    return at(x, y, path("M0-26C14-6 20 2 20 10A20 20 0 0 1-20 10C-20 2-14-6 0-26Z", fill="#8fc3ea"))


def _instantaneous(tone: Tone) -> str:
    pipes = rect(88, 192, 12, 28, 2, fill="#3f86d0") + rect(140, 192, 12, 28, 2, fill=RED.face)
    return (
        pipes
        + plate(62, 26, 116, 170, 14, tone, 9)
        + _drop(120, 82)
        + rect(86, 124, 68, 28, 4, fill="#cfe0c9")
        + label(120, 144, "38°", 19)
        + circle(120, 172, 8, fill=tone.shade)
    )


def _towel(tone: Tone) -> str:
    rails = "".join(rect(60, y, 120, 11, 5, fill=tone.face) for y in (40, 62, 84, 118, 140, 174, 196))
    return rails + rect(52, 24, 13, 194, 6, fill=tone.face) + rect(175, 24, 13, 194, 6, fill=tone.face)


_HEATERS: Final = {
    "convector": (_convector, "Convector heater"), "infrared": (_infrared, "Infrared panel heater"),
    "fan-heater": (_fan_heater, "Fan heater"), "floor": (_floor, "Floor heating"), "storage": (_storage, "Water heater"),
    "instantaneous": (_instantaneous, "Instantaneous water heater"), "towel": (_towel, "Towel rail"),
}  # fmt: skip


def _heater(values: Values) -> Picture:
    drawn_by, name = _HEATERS[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "heater",
        (
            Form(
                tuple(_HEATERS),
                (
                    ("infrared", "infrared"),
                    ("fan-heater", "fan-heater"),
                    ("floor", "floor"),
                    ("heating-mat", "floor"),
                    ("towel", "towel"),
                    ("instant", "instantaneous"),
                    ("tankless", "instantaneous"),
                    ("storage", "storage"),
                    ("boiler", "storage"),
                    ("water-heater", "storage"),
                    ("convector", "convector"),
                ),
                (
                    ("water_volume", "", "storage"),
                    ("load_profile", "", "instantaneous"),
                    ("mounting", "portable", "fan-heater"),
                    ("length", "", "floor"),
                ),
            ),
            colour("white"),
        ),
        _heater,
    ),
)
