"""Power supplies and uninterruptible supplies."""

from typing import Final

from catalog.domain.drawings.breaker import module
from catalog.domain.drawings.fields import Amount, Form, Size, spelling
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BRASS, DARK, STEEL, WHITE, YELLOW
from catalog.domain.drawings.parts import GOOD, bars, cord, grille, ground, hole, led, pin, plate, screw
from catalog.domain.drawings.svg import circle, label, line, path, rect


def _din_rail(text: str) -> str:
    rail = (
        rect(22, 112, 196, 32, 2, fill=STEEL.face)
        + line(22, 120, 218, 120, stroke_width=1.5)
        + line(22, 136, 218, 136, stroke_width=1.5)
    )
    inside = "".join(screw(x, y, 8, 20) for y in (50, 190) for x in (82, 107, 133, 158))
    inside += (
        label(120, 106, text, 26)
        + path("M78 122h84M78 132h24m6 0h24m6 0h24", stroke_width=2.4)
        + led(84, 150)
        + label(94, 154, "OK", 11, anchor="start")
    )
    return rail + module(66, 108, inside)


def _open_frame(text: str) -> str:
    drawn = plate(26, 58, 188, 130, 5, STEEL, 12) + rect(26, 150, 188, 38, 4, fill=DARK.face)
    holes = "".join(f"M{48 + 14 * (row % 2) / 2} {74 + 12 * row}h{100}" for row in range(6))
    drawn += path(holes, stroke=DARK.face, stroke_width=6, stroke_dasharray="0.1 14")
    drawn += "".join(screw(44 + 25 * k, 169, 8, 15) for k in range(7)) + rect(
        160, 74, 42, 34, 3, fill=YELLOW.face, stroke_width=2
    )
    return drawn + path("M183 79l-7 12h9l-4 12", stroke_width=2.4) + label(181, 138, text, 18)


def _adapter(text: str) -> str:
    drawn = cord("M152 120C196 120 206 150 188 176C174 198 136 200 116 200H84", 6)
    drawn += (
        rect(46, 190, 40, 20, 5, fill=BLACK.face)
        + rect(24, 194, 24, 12, 3, fill=STEEL.face)
        + hole(28, 200, 3)
    )
    drawn += pin(80, 26, 10, 40) + pin(122, 26, 10, 40) + plate(46, 60, 110, 100, 14, DARK, 9)
    return drawn + label(101, 120, text, 30, DARK.mark)


def _driver(text: str) -> str:
    drawn = cord("M18 120H60", 6) + cord("M180 108H222", 6) + cord("M180 132H222", 6, WHITE)
    drawn += (
        plate(38, 84, 164, 74, 8, WHITE, 9)
        + line(66, 84, 66, 158, stroke_width=1.8)
        + line(174, 84, 174, 158, stroke_width=1.8)
    )
    return drawn + circle(52, 104, 4) + circle(188, 104, 4) + label(120, 128, text, 24)


def _transformer(text: str) -> str:
    drawn = (
        ground(120, 204, 84)
        + rect(44, 60, 152, 144, 4, fill=DARK.face)
        + bars(62, 62, 116, 140, 10, DARK.shade, 2)
    )
    drawn += (
        rect(70, 84, 100, 96, 10, fill=BRASS.face)
        + grille(72, 94, 96, 76, 7, BRASS.shade)
        + rect(84, 112, 72, 40, 3, fill=WHITE.face)
    )
    return (
        drawn
        + label(120, 140, text, 22)
        + rect(60, 42, 120, 20, 3, fill=WHITE.face)
        + "".join(screw(78 + 28 * k, 52, 6) for k in range(4))
    )


_SUPPLIES: Final = {
    "din-rail": (_din_rail, "DIN rail power supply"), "open-frame": (_open_frame, "Enclosed power supply"),
    "adapter": (_adapter, "Plug-in power supply"), "driver": (_driver, "LED driver"),
    "transformer": (_transformer, "Transformer"),
}  # fmt: skip


def _supply(values: Values) -> Picture:
    drawn_by, name = _SUPPLIES[values["form"]]
    volts = spelling(values.number("volts"))
    return Picture(f"{name}, {volts} V", drawn_by(f"{volts}V"), dark=values["form"] == "adapter")


def _ups(values: Values) -> Picture:
    if values["form"] == "rack":
        height = 22 + 26 * values.whole("units")
        top = 120 - height / 2
        drawn = rect(12, top, 216, height, 4, fill=STEEL.face) + plate(30, top, 180, height, 4, DARK, 6)
        drawn += "".join(
            circle(x, y, 3.5, fill=DARK.shade, stroke_width=1.5)
            for x in (21, 219)
            for y in (top + 11, top + height - 11)
        )
        drawn += rect(42, 120 - 13, 44, 24, 3, fill="#bfe0f2") + path(
            "M50 119q7-14 14 0t14 0", stroke_width=2
        )
        return Picture(
            f"Rack UPS, {values['units']} U",
            drawn + bars(104, top + 12, 72, height - 28, 9, DARK.shade) + led(192, 120),
        )
    drawn = (
        ground(120, 216, 64) + plate(68, 26, 104, 190, 10, DARK, 10) + rect(84, 44, 72, 48, 5, fill="#bfe0f2")
    )
    drawn += (
        path("M94 70q13-28 26 0t26 0", stroke_width=3)
        + circle(120, 114, 9, fill=DARK.shade)
        + path("M120 108v6", stroke=DARK.mark)
    )
    return Picture(
        "Tower UPS", drawn + grille(88, 142, 64, 52, 6, DARK.shade) + led(96, 114, GOOD, 3), dark=True
    )


DRAWINGS: Final = (
    Drawing(
        "power-supply",
        (
            Form(
                tuple(_SUPPLIES),
                (
                    ("transformer", "transformer"),
                    ("plug-in", "adapter"),
                    ("led", "driver"),
                    ("open-frame", "open-frame"),
                ),
                (
                    ("mounting", "plug-in", "adapter"),
                    ("mounting", "desktop", "adapter"),
                    ("mounting", "chassis", "open-frame"),
                    ("mounting", "in-line", "driver"),
                    ("mounting", "din-rail", "din-rail"),
                    ("apparent_power", "", "transformer"),
                ),
            ),
            Amount("volts", 24, ("output_voltage",), 1, 600, whole=False),
        ),
        _supply,
    ),
    Drawing(
        "ups",
        (
            Form(
                ("tower", "rack"),
                (("server", "rack"),),
                (("rack_units", "", "rack"), ("mounting", "rack", "rack")),
            ),
            Size("units", 2, ("rack_units",), (1, 2, 3, 4)),
        ),
        _ups,
    ),
)
