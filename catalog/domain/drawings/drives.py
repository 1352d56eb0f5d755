"""Drives: turning, solid and optical."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BRASS, DARK, GLASS, LIGHT, STEEL, WHITE
from catalog.domain.drawings.parts import bars, cord, led, plate, screw
from catalog.domain.drawings.svg import at, circle, line, path, rect


def _hard_disk() -> str:
    body = plate(50, 16, 140, 208, 10, STEEL, 8)
    disc = (
        circle(116, 92, 58, fill=WHITE.face)
        + circle(116, 92, 40, stroke=STEEL.shade, stroke_width=2)
        + circle(116, 92, 16, fill=STEEL.shade)
    )
    arm = path("M162 170L118 112l-7 5Z", fill=DARK.face) + circle(160, 168, 15, fill=LIGHT.face)
    return (
        body
        + disc
        + arm
        + "".join(screw(x, y, 5) for x in (61, 179) for y in (28, 206))
        + rect(66, 174, 58, 28, 4, fill=WHITE.face)
    )


def _solid() -> str:
    body = (
        plate(48, 30, 144, 180, 10, DARK, 8)
        + rect(66, 48, 108, 74, 5, fill=BLACK.face)
        + line(82, 72, 142, 72, stroke=DARK.mark, stroke_width=4)
    )
    return (
        body
        + line(82, 90, 122, 90, stroke=DARK.mark, stroke_width=4)
        + rect(84, 196, 72, 18, 3, fill=BRASS.face)
        + bars(90, 202, 60, 8, 10, BRASS.shade)
        + "".join(screw(x, y, 4.5) for x in (59, 181) for y in (42, 186))
    )


def _stick() -> str:
    board = (
        rect(-104, -28, 200, 56, 4, fill="#2f7d5b")
        + rect(-112, -24, 14, 48, 2, fill=BRASS.face)
        + path("M86-8a8 8 0 0 0 0 16h10v-16z", fill="#39434f", stroke_width=1.8)
    )
    chips = (
        rect(-84, -19, 52, 38, 3, fill=BLACK.face)
        + rect(-20, -19, 40, 38, 3, fill=BLACK.face)
        + rect(30, -19, 40, 38, 3, fill=BLACK.face)
    )
    return at(120, 120, board, chips, line(-72, -6, -48, -6, stroke=DARK.mark), turn=-28)


def _external() -> str:
    return (
        cord("M120 174C120 226 190 220 190 186", 6)
        + rect(182, 168, 16, 20, 3, fill=STEEL.face)
        + plate(48, 22, 144, 154, 18, DARK, 9)
        + path("M72 58h62", stroke=DARK.mark, stroke_width=4)
        + led(168, 148, radius=4)
    )


_DRIVES: Final = {
    "solid": (_solid, "Solid-state drive"), "hard-disk": (_hard_disk, "Hard disk drive"), "m2": (_stick, "M.2 solid-state drive"),
    "external": (_external, "External drive"),
}  # fmt: skip


def _storage(values: Values) -> Picture:
    drawn_by, name = _DRIVES[values["form"]]
    return Picture(name, drawn_by(), dark=values["form"] in {"solid", "external"})


def _optical(values: Values) -> Picture:
    tone = values.tone("colour")
    disc = (
        circle(120, 92, 70, fill=GLASS.face)
        + circle(120, 92, 24, fill=LIGHT.face)
        + circle(120, 92, 9, fill="#39434f", stroke_width=1.8)
    )
    shine = path("M72 70a52 52 0 0 1 26-26M168 114a52 52 0 0 1-26 26", stroke="#fff", stroke_width=6)
    front = (
        plate(20, 112, 200, 84, 8, tone, 9)
        + rect(34, 126, 172, 20, 4, fill=tone.shade)
        + rect(176, 162, 28, 10, 4, fill=tone.shade)
    )
    return Picture(f"Optical drive, {values['colour']}", disc + shine + front + led(44, 167, radius=3.5))


DRAWINGS: Final = (
    Drawing(
        "storage-drive",
        (
            Form(
                tuple(_DRIVES),
                (
                    ("external", "external"),
                    ("portable", "external"),
                    ("nvme", "m2"),
                    ("m.2", "m2"),
                    ("m-2", "m2"),
                    ("hdd", "hard-disk"),
                    ("hard-drive", "hard-disk"),
                    ("rpm", "hard-disk"),
                    ("ssd", "solid"),
                ),
            ),
        ),
        _storage,
    ),
    Drawing("optical-drive", (colour("black"),), _optical),
)
