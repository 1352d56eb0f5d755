"""Heat-shrink tube, cable glands, lugs, ties."""

from typing import Final

from catalog.domain.drawings.fields import Form, Size, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLUE, BRASS, COPPER, DARK, STEEL, Tone
from catalog.domain.drawings.parts import cord
from catalog.domain.drawings.svg import INK, at, circle, ellipse, label, line, path, rect
from catalog.domain.drawings.svg import number as n


def _shrink(half: float, tone: Tone) -> str:
    """Half of it shrunk on a cable already."""
    core = rect(-112, -half * 0.34, 60, half * 0.68, 3, fill=COPPER.face)
    d = f"M-78 {n(-half * 0.46)}C-34 {n(-half * 0.46)}-30 {n(-half)} 8 {n(-half)}H84V{n(half)}H8C-30 {n(half)}-34 {n(half * 0.46)}-78 {n(half * 0.46)}Z"
    shade = f"M84 {n(half * 0.3)}H8C-30 {n(half * 0.3)}-34 {n(half * 0.14)}-77 {n(half * 0.14)}V{n(half * 0.44)}C-34 {n(half * 0.46)}-30 {n(half)} 8 {n(half - 1.2)}H84Z"
    mouth = ellipse(84, 0, half * 0.4, half, fill=tone.face) + ellipse(
        84, 0, half * 0.28, half * 0.78, fill="#39434f", stroke_width=1.8
    )
    return (
        core
        + path(d, fill=tone.face, stroke="none")
        + path(shade, fill=tone.shade, stroke="none")
        + path(d)
        + mouth
    )


def _gland(half: float, tone: Tone) -> str:
    cable = rect(-14, -112, 28, 224, 4, fill=DARK.face)
    cap = path("M-30-40L-24-76H24L30-40Z", fill=tone.face) + path(
        "M-12-75L-14-41M12-75L14-41", stroke_width=1.8
    )
    nut = (
        rect(-44, -40, 88, 44, 5, fill=tone.face)
        + path("M-18-39v42M18-39v42", stroke_width=1.8)
        + rect(20, -38.8, 22, 41.6, 3, fill=tone.shade, stroke="none")
    )
    thread = rect(-30, 4, 60, 52, 3, fill=tone.face) + path(
        "M-30 16L30 10M-30 28L30 22M-30 40L30 34M-30 52L30 46", stroke_width=2
    )
    ring = rect(-46, 64, 92, 20, 4, fill=STEEL.face)
    return at(120, 120, cable, cap, thread, nut, ring, turn=24, scale=0.9)


def _lug(half: float, tone: Tone) -> str:
    barrel = rect(-104, -24, 96, 48, 8, fill=BLUE.face) + rect(
        -102.8, 8, 93.6, 14.8, 6, fill=BLUE.shade, stroke="none"
    )
    tongue = path("M-8-20C10-20 16-44 48-44a44 44 0 0 1 0 88C16 44 10 20-8 20Z", fill=COPPER.face)
    return at(
        124,
        120,
        tongue,
        circle(50, 0, 19, fill="#39434f"),
        barrel,
        path("M-72-24v48M-44-24v48", stroke_width=2),
        turn=-24,
    )


def _ferrule(half: float, tone: Tone) -> str:
    collar = (
        path("M-98-30H-40L-18-16V16L-40 30H-98Z", fill=tone.face)
        + path("M-97 10H-30L-18 12V16L-40 30H-98Z", fill=tone.shade, stroke="none")
        + path("M-98-30H-40L-18-16V16L-40 30H-98Z")
    )
    return at(
        120,
        120,
        collar,
        rect(-18, -14, 120, 28, 3, fill=STEEL.face),
        line(-6, -5, 92, -5, stroke="#fff", stroke_width=3),
        turn=-30,
    )


def _tie(half: float, tone: Tone) -> str:
    return cord("M148 66C216 96 214 206 120 206S28 96 92 66L214 40", 11, tone) + at(
        120, 62, rect(-26, -18, 52, 36, 6, fill=tone.face), rect(-12, -8, 24, 16, 3, fill=tone.shade), turn=-8
    )


_FORMS: Final = {
    "heat-shrink": (_shrink, "Heat-shrink tube"), "gland": (_gland, "Cable gland"), "lug": (_lug, "Cable lug"),
    "ferrule": (_ferrule, "Wire ferrule"), "tie": (_tie, "Cable tie"),
}  # fmt: skip


def _tube(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    tone, size = values.tone("colour"), values.number("size")
    half = 14 + min(size, 60) * 0.7
    title = f"{name}, {values['colour']}"
    if values["form"] == "heat-shrink":
        drawn = at(120, 108, _shrink(half, tone), turn=-30, scale=0.93) + label(
            214, 216, f"⌀{n(size)}", 22, INK, anchor="end"
        )
        return Picture(f"{title}, {n(size)} mm", drawn)
    metal = tone if values["form"] != "gland" or values["colour"] != "gold" else BRASS
    return Picture(title, drawn_by(half, metal))


DRAWINGS: Final = (
    Drawing(
        "tube",
        (
            Form(
                tuple(_FORMS),
                (
                    ("shrink", "heat-shrink"),
                    ("gland", "gland"),
                    ("ferrule", "ferrule"),
                    ("lug", "lug"),
                    ("ties", "tie"),
                    ("cable-tie", "tie"),
                    ("crimp", "lug"),
                    ("terminal", "lug"),
                ),
                (
                    ("shrink_ratio", "", "heat-shrink"),
                    ("nominal_size", "", "gland"),
                    ("tensile_strength", "", "tie"),
                    ("cross_section", "", "ferrule"),
                ),
            ),
            Size(
                "size", 12, ("inner_diameter", "diameter"), (1.6, 2.4, 3.2, 4.8, 6.4, 9, 12, 19, 25, 38, 50)
            ),
            colour("black"),
        ),
        _tube,
    ),
)
