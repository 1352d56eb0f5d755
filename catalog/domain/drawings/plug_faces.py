"""Plugs and connectors, by the system they belong to."""

from typing import Final

from catalog.domain.drawings.keys import Values
from catalog.domain.drawings.palette import (
    BLUE,
    BRASS,
    GREY,
    RED,
    Tone,
)
from catalog.domain.drawings.parts import cord, pin
from catalog.domain.drawings.socket import cee
from catalog.domain.drawings.svg import at, group, label, path, rect


def _schuko(values: Values, tone: Tone) -> str:
    pins = pin(90, 26, 13, 54) + pin(150, 26, 13, 54)
    body = path(
        "M52 84a12 12 0 0 1 12-12H176a12 12 0 0 1 12 12v44c0 30-26 34-34 60H86c-8-26-34-30-34-60Z",
        fill=tone.face,
    )
    body += path(
        "M160 73.2h15.6a12 12 0 0 1 11.2 11.2v43.2c0 30-26 32-33 58.8h-18c10-38 26-40 24-113z",
        fill=tone.shade,
        stroke="none",
    )
    clips = rect(46, 82, 12, 34, 3, fill=BRASS.face) + rect(182, 82, 12, 34, 3, fill=BRASS.face)
    return (
        cord("M120 188V226", 13, tone)
        + pins
        + body
        + clips
        + path("M86 150h68M90 164h60", stroke=tone.mark, stroke_width=2, opacity=0.5)
    )


def _euro(values: Values, tone: Tone) -> str:
    pins = pin(98, 22, 10, 62) + pin(142, 22, 10, 62)
    return (
        cord("M120 176V226", 11, tone)
        + pins
        + path(
            "M78 80a8 8 0 0 1 8-8h68a8 8 0 0 1 8 8v40c0 26-18 30-24 58h-36c-6-28-24-32-24-58Z", fill=tone.face
        )
        + path("M92 130h56", stroke=tone.mark, stroke_width=2, opacity=0.5)
    )


def _british(values: Values, tone: Tone) -> str:
    blades = (
        rect(111, 24, 18, 56, 2, fill=BRASS.face)
        + rect(72, 42, 26, 38, 2, fill=BRASS.face)
        + rect(142, 42, 26, 38, 2, fill=BRASS.face)
    )
    return (
        cord("M120 186V226", 13, tone)
        + blades
        + path("M42 78h156l-12 84q-4 24-28 26H82q-24-2-28-26Z", fill=tone.face)
        + rect(104, 104, 32, 16, 3, fill=RED.face, stroke_width=2)
        + label(120, 148, "13A", 18, tone.mark)
    )


def cee_plug(values: Values, tone: Tone) -> str:
    plug = values["plug"]
    face, pins = (BLUE, 3) if plug.endswith("-3") else (RED, 5)
    body = rect(72, 138, 96, 62, 10, fill=face.shade) + rect(96, 194, 48, 24, 6, fill=GREY.face)
    return (
        body
        + at(120, 96, cee(face, pins), scale=1.62)
        + label(120, 190, plug.split("-")[1] + "A", 19, face.mark)
    )


def _iec(values: Values, tone: Tone) -> str:
    face = path("M-52-38H52V14L28 38H-28L-52 14Z", fill=tone.face) + group(
        rect(-32, -6, 9, 24, 1),
        rect(23, -6, 9, 24, 1),
        rect(-4.5, -24, 9, 24, 1),
        fill="#0d1116",
        stroke="none",
    )
    return (
        cord("M120 148V224", 12, tone)
        + rect(86, 140, 68, 50, 10, fill=tone.face)
        + at(120, 92, face, scale=1.5)
    )


PLUGS: Final = {
    "schuko": _schuko, "hybrid": _schuko, "contour": _schuko, "type-g": _british, "euro": _euro, "type-j": _euro, "iec": _iec,
    "cee-16-3": cee_plug, "cee-16-5": cee_plug, "cee-32-5": cee_plug, "cee-63-5": cee_plug,
}  # fmt: skip
