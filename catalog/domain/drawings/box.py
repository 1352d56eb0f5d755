"""What has no drawing of its own: the parcel it comes in."""

from typing import Final

from catalog.domain.drawings.fields import Form
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BRASS, DARK, STEEL, WHITE, Tone
from catalog.domain.drawings.parts import cord, cylinder, ground, plate, screw
from catalog.domain.drawings.svg import at, circle, ellipse, line, path, polygon, rect

_CARD: Final = Tone("#ead9be", "#d3bb93")


def _parcel() -> str:
    left = polygon([(28, 82), (120, 120), (120, 218), (28, 176)], fill=_CARD.face)
    right = polygon([(120, 120), (212, 82), (212, 176), (120, 218)], fill=_CARD.shade)
    top = polygon([(28, 82), (120, 46), (212, 82), (120, 120)], fill="#f4e8d3")
    tape = path("M74 64l92 37v26", stroke_width=0) + polygon(
        [(66, 67), (84, 60), (176, 97), (158, 105)], fill=WHITE.face, stroke_width=1.8
    )
    mark = path("M66 132l-14 24l13 6l-8 24l22-30l-12-5l10-16z", fill="#ffb638", stroke_width=2)
    return (
        ground(120, 214, 92)
        + left
        + right
        + top
        + tape
        + mark
        + path("M142 190l26-11M142 202l16-7", stroke="#a88f66", stroke_width=3)
    )


def _bag() -> str:
    screws = "".join(
        at(
            x,
            y,
            screw(0, 0, 11, turn),
            rect(-3.5, 11, 7, 24, 2, fill=STEEL.face, stroke_width=1.8),
            turn=turn,
        )
        for x, y, turn in ((90, 140, 20), (130, 128, -30), (156, 166, 12), (108, 182, 70))
    )
    return (
        rect(52, 70, 136, 148, 8, fill="#dbecf7", fill_opacity=0.7)
        + screws
        + rect(46, 30, 148, 46, 6, fill=WHITE.face)
        + circle(120, 48, 8, fill="#39434f")
        + line(76, 66, 164, 66, stroke_width=2)
    )


def _tape() -> str:
    return (
        cylinder(56, 92, 128, 84, DARK, tilt=0.5)
        + ellipse(120, 92, 40, 19, fill=_CARD.face)
        + ellipse(120, 95, 27, 11, fill="#39434f", stroke_width=1.8)
        + path("M184 150h34v22h-40", fill=DARK.face)
    )


def _ties() -> str:
    return cord("M146 64C212 92 212 206 120 206S30 96 92 64L212 40", 11, DARK) + at(
        120, 60, rect(-26, -18, 52, 36, 6, fill=DARK.face), rect(-12, -8, 24, 16, 3, fill=DARK.shade), turn=-8
    )


def _clip() -> str:
    cable = circle(104, 122, 40, fill=STEEL.face) + circle(104, 122, 22, stroke=STEEL.shade, stroke_width=2)
    d = "M54 178V122A50 50 0 0 1 154 122V178"
    nail = line(172, 66, 172, 206, stroke_width=8) + line(
        172, 68, 172, 204, stroke=STEEL.face, stroke_width=3.5
    )
    head = rect(158, 52, 28, 10, 4, fill=STEEL.face)
    arch = path(d, stroke_width=21, stroke_linecap="butt") + path(
        d, stroke=WHITE.face, stroke_width=16, stroke_linecap="butt"
    )
    return cable + arch + nail + head + plate(150, 92, 44, 78, 8, WHITE, 7) + line(30, 206, 210, 206)


def _fuse() -> str:
    body = (
        rect(-62, -24, 124, 48, 4, fill=WHITE.face)
        + rect(-60.8, 8, 121.6, 14.8, fill=WHITE.shade, stroke="none")
        + path("M-40 0C-20-14 20 14 40 0", stroke_width=1.8)
    )
    return at(
        120,
        120,
        body,
        rect(-96, -28, 42, 56, 6, fill=BRASS.face),
        rect(54, -28, 42, 56, 6, fill=BRASS.face),
        turn=-30,
    )


def _bits() -> str:
    holder = plate(28, 138, 184, 62, 10, DARK, 9)
    bits = "".join(
        rect(x, 138 - h, 16, h + 14, 2, fill=STEEL.face)
        + path(f"M{x} {138 - h}l8-16l8 16z", fill=STEEL.shade)
        for x, h in ((44, 60), (76, 66), (108, 72), (140, 66), (172, 60))
    )
    return (
        bits
        + holder
        + path("M52 164v12M84 164v12M116 164v12M148 164v12M180 164v12", stroke="#ffb638", stroke_width=6)
    )


_FORMS: Final = {
    "parcel": (_parcel, "Product in a box"), "bag": (_bag, "Small parts in a bag"), "tape": (_tape, "Roll of tape"),
    "ties": (_ties, "Cable tie"), "clips": (_clip, "Cable clip"), "fuse": (_fuse, "Fuse link"), "bits": (_bits, "Bits"),
}  # fmt: skip


def _box(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    return Picture(name, drawn_by())


DRAWINGS: Final = (
    Drawing(
        "box",
        (
            Form(
                tuple(_FORMS),
                (
                    ("cable-tie", "ties"),
                    ("insulating-tape", "tape"),
                    ("clip", "clips"),
                    ("fuse", "fuse"),
                    ("bits", "bits"),
                    ("screw", "bag"),
                ),
                (("fuse_size", "", "fuse"), ("tensile_strength", "", "ties"), ("tip", "", "bits")),
            ),
        ),
        _box,
    ),
)
