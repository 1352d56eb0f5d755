"""Conduit and its fittings."""

from typing import Final

from catalog.domain.drawings.fields import Form, Size, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import STEEL, Tone
from catalog.domain.drawings.parts import screw
from catalog.domain.drawings.svg import INK, at, ellipse, label, line, path, rect
from catalog.domain.drawings.svg import number as n


def _rigid(half: float, tone: Tone) -> str:
    """A straight pipe along x, open at its right end."""
    drawn = path(
        f"M-96 {n(-half)}H84V{n(half)}H-96A{n(half * 0.42)} {n(half)} 0 0 1-96 {n(-half)}Z",
        fill=tone.face,
        stroke="none",
    )
    drawn += rect(-96, half * 0.35, 180, half * 0.65, fill=tone.shade, stroke="none")
    drawn += path(f"M-96 {n(-half)}H84M-96 {n(half)}H84") + _mouth(half, tone)
    return (
        drawn
        + path(f"M-96 {n(-half)}A{n(half * 0.42)} {n(half)} 0 0 0-96 {n(half)}")
        + line(-80, -half * 0.45, 10, -half * 0.45, stroke="#fff", stroke_width=3.5, opacity=0.7)
    )


def _mouth(half: float, tone: Tone) -> str:
    outer = ellipse(84, 0, half * 0.42, half, fill=tone.face)
    return outer + ellipse(84, 0, half * 0.3, half * 0.76, fill="#39434f", stroke_width=1.8)


def _corrugated(half: float, tone: Tone) -> str:
    pitch = 13.0
    drawn = ""
    for rib in range(14):
        x = -98 + rib * pitch
        drawn += rect(x, -half, pitch - 2.6, half * 2, 4.5, fill=tone.face, stroke_width=2)
    drawn += rect(-97, half * 0.4, 178, half * 0.42, fill=tone.shade, stroke="none", opacity=0.55)
    return drawn + _mouth(half * 0.96, tone)


def _conduit(values: Values) -> Picture:
    tone, size = values.tone("colour"), values.whole("size")
    half = 13 + min(size, 63) * 0.52 + max(size - 63, 0) * 0.1
    title = f"{values['form'].capitalize()} conduit, {size} mm, {values['colour']}"
    match values["form"]:
        case "corrugated":
            drawn = at(116, 112, _corrugated(half, tone), turn=-32, scale=0.92)
        case "bend":
            title, drawn = f"Conduit bend, {size} mm, {values['colour']}", _bend(half, tone)
        case "clip":
            title, drawn = f"Conduit clip, {size} mm, {values['colour']}", _clip(half, tone)
        case "socket":
            title, drawn = f"Conduit coupler, {size} mm, {values['colour']}", _coupler(half, tone)
        case _:
            drawn = at(116, 112, _rigid(half, tone), turn=-32, scale=0.92)
    return Picture(title, drawn + label(214, 216, f"⌀{size}", 22, INK, anchor="end"))


def _bend(half: float, tone: Tone) -> str:
    width = half * 1.6
    d = "M64 40V92A64 64 0 0 0 128 156H188"
    drawn = path(d, stroke=INK, stroke_width=width + 5, stroke_linecap="butt")
    drawn += path(d, stroke=tone.face, stroke_width=width, stroke_linecap="butt")
    inner = half * 0.5
    drawn += path(
        f"M{n(64 - inner)} 42V92A{n(64 + inner)} {n(64 + inner)} 0 0 0 128 {n(156 + inner)}H186",
        stroke=tone.shade,
        stroke_width=width * 0.26,
        stroke_linecap="butt",
    )
    return (
        drawn
        + rect(64 - width / 2 - 6, 32, width + 12, 26, 4, fill=tone.face)
        + rect(168, 156 - width / 2 - 6, 26, width + 12, 4, fill=tone.face)
    )


def _clip(half: float, tone: Tone) -> str:
    radius = 34 + half * 0.5
    foot = rect(54, 168, 132, 22, 5, fill=tone.shade)
    gap = radius * 0.62
    d = f"M{n(120 - gap)} {n(112 - radius * 0.78)}A{n(radius)} {n(radius)} 0 1 0 {n(120 + gap)} {n(112 - radius * 0.78)}"
    return (
        foot
        + path(d, stroke=INK, stroke_width=19)
        + path(d, stroke=tone.face, stroke_width=14)
        + screw(120, 179, 6)
    )


def _coupler(half: float, tone: Tone) -> str:
    body = rect(-52, -half * 1.2, 104, half * 2.4, 6, fill=tone.face)
    body += rect(-50.8, half * 0.3, 101.6, half * 0.85, 5, fill=tone.shade, stroke="none") + line(
        0, -half * 1.2, 0, half * 1.2, stroke_width=2
    )
    pipes = "".join(rect(x, -half, 46, half * 2, 3, fill=STEEL.face) for x in (-92, 46))
    return at(116, 112, pipes, body, turn=-24)


_DIAMETERS: Final = (16, 20, 25, 32, 40, 50, 63, 75, 110, 160)
DRAWINGS: Final = (
    Drawing(
        "conduit",
        (
            Form(
                ("rigid", "corrugated", "bend", "clip", "socket"),
                (
                    ("coupl", "socket"),
                    ("sleeve", "socket"),
                    ("clamp", "clip"),
                    ("saddle", "clip"),
                    ("elbow", "bend"),
                    ("flexible", "corrugated"),
                    ("duct", "corrugated"),
                ),
                (("flexible", "yes", "corrugated"), ("supply_form", "ring", "corrugated")),
            ),
            Size("size", 20, ("outer_diameter", "diameter"), _DIAMETERS),
            colour("grey", codes=("colour", "color")),
        ),
        _conduit,
    ),
)
