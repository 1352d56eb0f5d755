"""Headphones and loudspeakers."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import DARK, LIGHT, Tone
from catalog.domain.drawings.parts import ground, led, plate
from catalog.domain.drawings.svg import at, circle, line, path, rect


def _over_ear(tone: Tone) -> str:
    d = "M52 132V114a68 68 0 0 1 136 0v18"
    band = path(d, stroke_width=19) + path(d, stroke=tone.face, stroke_width=14)
    cups = "".join(
        rect(x, 122, 40, 80, 18, fill=tone.shade) + rect(x + inner, 128, 18, 68, 9, fill=DARK.face)
        for x, inner in ((34, 22), (166, 0))
    )
    return band + cups


def _earbuds(tone: Tone) -> str:
    bud = (
        path("M-14 22V88a12 12 0 0 0 24 0V34", fill=tone.face)
        + circle(0, 10, 32, fill=tone.face)
        + path("M-28 26a34 34 0 0 1-6-32l-12 6a16 16 0 0 0 4 28z", fill=DARK.face)
    )
    return at(82, 76, bud, path("M-2 66v22", stroke=tone.shade, stroke_width=4)) + at(
        164, 76, f'<g transform="scale(-1 1)">{bud}</g>', path("M2 66v22", stroke=tone.shade, stroke_width=4)
    )


def _cone(x: float, y: float, radius: float) -> str:
    return (
        circle(x, y, radius, fill=DARK.face)
        + circle(x, y, radius * 0.76, fill=DARK.shade, stroke_width=1.8)
        + circle(x, y, radius * 0.3, fill=LIGHT.face, stroke_width=1.8)
    )


def _box(tone: Tone) -> str:
    return (
        ground(120, 220, 62) + plate(64, 16, 112, 204, 10, tone, 9) + _cone(120, 64, 27) + _cone(120, 146, 43)
    )


def _portable(tone: Tone) -> str:
    return (
        ground(120, 186, 92)
        + plate(22, 76, 196, 106, 50, tone, 12)
        + _cone(78, 126, 32)
        + _cone(162, 126, 32)
        + line(104, 88, 136, 88, stroke=tone.mark, stroke_width=4)
        + led(120, 160)
    )


def _bar(tone: Tone) -> str:
    dots = path("M30 118H200M30 130H200", stroke=tone.shade, stroke_width=5, stroke_dasharray="0.1 9")
    return plate(10, 98, 220, 52, 14, tone, 9) + dots + led(214, 122)


_HEADPHONES: Final = {"over-ear": (_over_ear, "Headphones"), "in-ear": (_earbuds, "Earphones")}
_SPEAKERS: Final = {
    "box": (_box, "Loudspeaker"),
    "portable": (_portable, "Portable loudspeaker"),
    "bar": (_bar, "Sound bar"),
}


def _headphones(values: Values) -> Picture:
    drawn_by, name = _HEADPHONES[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


def _speaker(values: Values) -> Picture:
    drawn_by, name = _SPEAKERS[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "headphones",
        (
            Form(
                tuple(_HEADPHONES),
                (("earbud", "in-ear"), ("in-ear", "in-ear"), ("earphone", "in-ear"), ("airpod", "in-ear")),
            ),
            colour("black"),
        ),
        _headphones,
    ),
    Drawing(
        "speaker",
        (
            Form(
                tuple(_SPEAKERS),
                (
                    ("soundbar", "bar"),
                    ("sound-bar", "bar"),
                    ("bluetooth", "portable"),
                    ("portable", "portable"),
                ),
            ),
            colour("black"),
        ),
        _speaker,
    ),
)
