"""Phones and what protects them."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, DARK, GLASS, STEEL, Tone
from catalog.domain.drawings.parts import plate
from catalog.domain.drawings.svg import circle, line, path, rect


def _lenses(x: float, y: float) -> str:
    spots = ((16, 17), (16, 43), (40, 30))
    return rect(x, y, 56, 60, 14, fill=DARK.face) + "".join(
        circle(x + dx, y + dy, 9, fill=BLACK.shade)
        + circle(x + dx - 2, y + dy - 2, 2.6, fill=GLASS.face, stroke="none")
        for dx, dy in spots
    )


def _handset(tone: Tone) -> str:
    """The back behind, the screen in front."""
    back = plate(38, 20, 104, 196, 20, tone, 7) + _lenses(48, 30)
    front = rect(98, 32, 104, 190, 20, fill=tone.shade) + rect(
        104, 38, 92, 178, 15, fill="#33506e", stroke_width=1.8
    )
    sky = path(
        "M105 168q26-34 48-14t42-18v64a15 15 0 0 1-15 15h-60a15 15 0 0 1-15-15z",
        fill="#5f93c2",
        stroke="none",
    )
    return (
        back
        + front
        + sky
        + rect(136, 46, 28, 8, 4, fill=BLACK.shade, stroke="none")
        + line(134, 206, 166, 206, stroke="#fff", stroke_width=3)
    )


def _tablet(tone: Tone) -> str:
    body = plate(40, 22, 160, 196, 16, tone, 6) + rect(50, 34, 140, 168, 6, fill="#33506e", stroke_width=1.8)
    return (
        body
        + path("M51 150q38-40 70-16t68-22v84a6 6 0 0 1-6 6H57a6 6 0 0 1-6-6z", fill="#5f93c2", stroke="none")
        + circle(120, 28, 2.5, fill=BLACK.face, stroke="none")
    )


def _case(tone: Tone) -> str:
    body = plate(64, 16, 112, 208, 24, tone, 8) + rect(
        73, 25, 94, 186, 17, stroke=tone.shade, stroke_width=2.4
    )
    return (
        body
        + rect(79, 31, 48, 52, 13, fill="#39434f")
        + path("M176 76v30M64 70v16M64 96v26", stroke_width=6)
        + circle(120, 140, 27, stroke=tone.shade, stroke_width=4)
    )


def _glass(tone: Tone) -> str:
    pane = rect(70, 18, 100, 204, 20, fill=GLASS.face, fill_opacity=0.7) + rect(
        106, 28, 28, 8, 4, fill=STEEL.face, stroke_width=1.8
    )
    return pane + path("M88 96l44-50M92 130l60-68", stroke="#fff", stroke_width=6)


def _wallet(tone: Tone) -> str:
    flap = path("M88 24H40a10 10 0 0 0-10 10V206a10 10 0 0 0 10 10H88Z", fill=tone.shade)
    return (
        flap
        + path("M44 70h40M44 104h40M44 138h40", stroke_width=2)
        + plate(88, 20, 116, 200, 16, tone, 8)
        + rect(98, 32, 96, 172, 12, fill="#33506e", stroke_width=2)
    )


_PHONES: Final = {"handset": (_handset, "Smartphone"), "tablet": (_tablet, "Tablet")}
_CASES: Final = {
    "case": (_case, "Phone case"),
    "glass": (_glass, "Screen protector"),
    "wallet": (_wallet, "Wallet case"),
}


def _phone(values: Values) -> Picture:
    drawn_by, name = _PHONES[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


def _phone_case(values: Values) -> Picture:
    drawn_by, name = _CASES[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "phone",
        (Form(tuple(_PHONES), (("ipad", "tablet"), ("tablet", "tablet"))), colour("anthracite")),
        _phone,
    ),
    Drawing(
        "phone-case",
        (
            Form(
                tuple(_CASES),
                (
                    ("protector", "glass"),
                    ("tempered", "glass"),
                    ("folio", "wallet"),
                    ("flip", "wallet"),
                    ("wallet", "wallet"),
                ),
            ),
            colour("black"),
        ),
        _phone_case,
    ),
)
