"""Charging points for electric vehicles."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, Form, colour, spelling
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BLUE, DARK, STEEL, Tone
from catalog.domain.drawings.parts import GOOD, cord, hole, led, pin, plate
from catalog.domain.drawings.svg import at, circle, label, path, rect


def type_2(radius: float) -> str:
    """The face of a type 2 coupler around (0, 0): flat at the top, seven contacts."""
    drawn = path("M-34-26Q-38 38 0 40Q38 38 34-26Q0-40-34-26Z", fill=BLACK.face)
    for x, y, size in (
        (-12, -18, 3.6),
        (12, -18, 3.6),
        (-21, 0, 5.6),
        (0, 0, 5.6),
        (21, 0, 5.6),
        (-11, 19, 5.6),
        (11, 19, 5.6),
    ):
        drawn += circle(x, y, size, fill=STEEL.face, stroke="none")
    return at(0, 0, drawn, scale=radius / 40)


def _wallbox(values: Values, tone: Tone) -> str:
    power = f"{spelling(values.number('power'))} kW"
    ring = circle(0, 0, 52, stroke=GOOD, stroke_width=6)
    box = plate(52, 20, 136, 172, 24, tone, 9)
    mark = label(120, 174, power, 17, tone.mark)
    if values["tethered"] == "no":
        return box + at(120, 94, ring, circle(0, 0, 45, fill=tone.shade), type_2(34)) + mark
    hook = circle(0, 0, 34, fill=tone.shade) + path(
        "M3-20l-18 24h14l-4 18l18-25h-14z", fill=GOOD, stroke_width=2
    )
    lead = cord("M76 190C60 234 204 236 208 186V140", 9, BLACK)
    handle = rect(196, 92, 26, 56, 8, fill=BLACK.face) + rect(199, 78, 20, 18, 4, fill=DARK.face)
    return lead + box + at(120, 94, ring, hook) + mark + handle


def _portable(values: Values, tone: Tone) -> str:
    lead = cord("M58 64C58 100 60 106 92 106M148 120C196 124 186 176 180 184", 8, BLACK)
    plug = pin(50, 18, 7, 20) + pin(66, 18, 7, 20) + rect(38, 34, 40, 36, 8, fill=BLUE.face)
    box = at(
        120,
        116,
        plate(-40, -34, 80, 76, 12, tone, 7),
        circle(0, -4, 17, stroke=GOOD, stroke_width=4),
        led(0, -4, GOOD, 5),
        turn=12,
    )
    return lead + plug + box + at(172, 194, circle(0, 0, 30, fill=DARK.face), type_2(22))


def _column(values: Values, tone: Tone) -> str:
    drawn = (
        plate(70, 14, 100, 206, 10, tone, 8)
        + rect(84, 28, 72, 44, 5, fill="#bfe0f2")
        + path("M121 33l-11 19h10l-3 14l13-19h-11z", fill=GOOD, stroke_width=2)
    )
    for x in (95, 145):
        drawn += circle(x, 104, 20, fill=tone.shade) + at(x, 104, type_2(14))
    return (
        drawn + hole(120, 140, 4) + label(120, 178, f"{spelling(values.number('power'))} kW", 15, tone.mark)
    )


def _charging(values: Values) -> Picture:
    forms = {"portable": (_portable, "Portable charging cable"), "column": (_column, "Charging column")}
    drawn_by, name = forms.get(values["form"], (_wallbox, "Wallbox"))
    how = "with charging cable" if values["tethered"] == "yes" else "with type 2 socket"
    return Picture(
        f"{name} {how}, {spelling(values.number('power'))} kW", drawn_by(values, values.tone("colour"))
    )


DRAWINGS: Final = (
    Drawing(
        "ev-charger",
        (
            Form(
                ("wallbox", "portable", "column"),
                (("column", "column"), ("shared", "column")),
                (
                    ("charging_mode", "mode-2", "portable"),
                    ("charging_mode", "mode-4", "column"),
                    ("plug_type", "", "portable"),
                    ("mounting", "portable", "portable"),
                    ("ports", "2", "column"),
                ),
            ),
            Amount("power", 11, ("charging_power",), 1, 400, whole=False),
            Choice("tethered", ("no", "yes"), ("tethered",)),
            colour("white"),
        ),
        _charging,
    ),
)
