"""Distribution boards, junction boxes, cabinets."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLUE, DARK, GLASS, LIGHT, STEEL, WHITE, Tone
from catalog.domain.drawings.parts import bars, grille, hole, led, plate, screw
from catalog.domain.drawings.svg import at, circle, line, path, rect
from catalog.domain.drawings.svg import number as n


def _board(values: Values, tone: Tone) -> str:
    rows, modules = values.whole("rows"), values.whole("modules")
    columns = max(min(modules // rows if modules > 14 else modules, 24), 2)
    row = min(172 / rows, 58)
    height, width = (
        row * rows + 36,
        min(columns * 11 + 56, 204 if values["door"] in {"none", "transparent"} else 178),
    )
    left, top = 120 - width / 2 + 10 * (width == 178), 120 - height / 2
    drawn = plate(left, top, width, height, 10, tone, 8)
    pitch = (width - 44) / columns
    for index in range(rows):
        y = top + 14 + index * row
        drawn += rect(left + 18, y, width - 36, row - 12, 3, fill=DARK.face, stroke_width=2)
        ways = "".join(
            f"M{n(left + 22 + pitch * (k + 0.5))} {n(y + row * 0.2)}v{n(row * 0.38)}" for k in range(columns)
        )
        drawn += path(ways, stroke=LIGHT.face, stroke_width=pitch * 0.8, stroke_linecap="butt", class_="row")
        toggles = "".join(
            f"M{n(left + 22 + pitch * (k + 0.5))} {n(y + row * 0.3)}v{n(row * 0.12)}" for k in range(columns)
        )
        drawn += path(toggles, stroke=BLUE.face, stroke_width=pitch * 0.4, stroke_linecap="butt")
    return drawn + _door(values["door"], left, top, width, height, tone)


def _door(door: str, left: float, top: float, width: float, height: float, tone: Tone) -> str:
    if door == "none":
        return ""
    if door == "transparent":
        glass = rect(
            left + 10, top + 7, width - 20, height - 22, 6, fill=GLASS.face, fill_opacity=0.35, stroke_width=2
        )
        return glass + path(
            f"M{n(left + 22)} {n(top + height * 0.4)}l26-26", stroke="#fff", stroke_width=4, opacity=0.8
        )
    open_ = f"M{n(left + 2)} {n(top + 4)}L{n(left - 20)} {n(top + 22)}V{n(top + height + 10)}L{n(left + 2)} {n(top + height - 6)}Z"
    return path(open_, fill=STEEL.face if door == "steel" else tone.shade)


def _junction(values: Values, tone: Tone) -> str:
    glands = "".join(
        at(
            120,
            120,
            rect(-15, -101, 30, 28, 5, fill=tone.shade),
            path("M-5-101v-8h10v8", fill=DARK.face),
            turn=turn,
        )
        for turn in (0, 90, 180, 270)
    )
    return (
        glands
        + plate(46, 46, 148, 148, 14, tone, 9)
        + rect(62, 62, 116, 110, 6, stroke=tone.shade, stroke_width=2.4)
        + "".join(screw(x, y, 7, x) for x in (62, 178) for y in (62, 174))
    )


def _wall_box(values: Values, tone: Tone) -> str:
    ring = (
        circle(120, 120, 88, fill=tone.shade)
        + circle(120, 120, 72, fill=DARK.face)
        + circle(120, 128, 62, fill=DARK.shade, stroke="none")
    )
    ears = "".join(screw(x, 120, 7, 30) for x in (44, 196)) + "".join(screw(120, y, 7, 70) for y in (44, 196))
    return (
        ring
        + path(
            "M84 84q36-20 72 0M84 164q36 20 72 0", stroke=DARK.mark, stroke_width=2, stroke_dasharray="3 5"
        )
        + ears
    )


def _cabinet(values: Values, tone: Tone) -> str:
    return (
        plate(48, 18, 144, 204, 8, tone, 9)
        + rect(60, 30, 120, 172, 4, stroke=tone.shade, stroke_width=2.4)
        + rect(162, 106, 9, 34, 4, fill=DARK.face)
        + path("M56 50v18M56 172v18", stroke_width=5)
        + path("M98 92l-12 22h13l-5 20l18-26h-13z", fill="#ffb638", stroke_width=2)
    )


def _rack(values: Values, tone: Tone) -> str:
    frame = plate(40, 16, 160, 208, 6, DARK, 8) + rect(54, 28, 132, 180, 3, fill=DARK.shade, stroke_width=2)
    units = rect(60, 36, 120, 20, 2, fill=STEEL.face) + "".join(
        circle(74 + 11 * k, 46, 2.6, fill=DARK.shade, stroke="none") for k in range(9)
    )
    units += (
        rect(60, 62, 120, 20, 2, fill=LIGHT.face)
        + led(70, 72, radius=2.6)
        + bars(88, 68, 80, 8, 9, DARK.face)
    )
    return (
        frame
        + units
        + rect(60, 88, 120, 40, 2, fill=STEEL.face)
        + grille(72, 98, 70, 20, 3)
        + led(164, 108)
        + rect(60, 160, 120, 40, 2, fill=WHITE.shade)
        + grille(76, 170, 88, 20, 3, STEEL.shade)
    )


def _meter(values: Values, tone: Tone) -> str:
    body = (
        plate(44, 18, 152, 204, 10, tone, 9)
        + rect(60, 34, 120, 92, 6, fill=WHITE.face)
        + rect(76, 48, 88, 26, 3, fill="#cfe0c9")
    )
    digits = path("M86 61h4m8 0h4m8 0h4m8 0h4m8 0h4m8 0h4", stroke_width=7)
    return (
        body
        + digits
        + circle(88, 100, 10)
        + line(88, 100, 94, 94, stroke_width=2)
        + led(152, 100, "#dc4a41")
        + "".join(screw(x, 160, 9, 30) + hole(x, 188, 5) for x in (78, 106, 134, 162))
    )


_FORMS: Final = {
    "board": (_board, "Distribution board"), "junction": (_junction, "Junction box"), "wall-box": (_wall_box, "Flush-mounting box"),
    "cabinet": (_cabinet, "Cabinet"), "rack": (_rack, "19-inch rack"), "meter": (_meter, "Meter cabinet"),
}  # fmt: skip


def _enclosure(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    if values["form"] == "board":
        rows = values.whole("rows")
        name = f"Distribution board, {rows} row{'s' * (rows > 1)}, {values['modules']} modules"
    return Picture(f"{name}, {values['colour']}", drawn_by(values, values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "enclosure",
        (
            Form(
                tuple(_FORMS),
                (
                    ("rack", "rack"),
                    ("19-inch", "rack"),
                    ("meter", "meter"),
                    ("junction", "junction"),
                    ("distribution", "board"),
                    ("consumer-unit", "board"),
                    ("board", "board"),
                    ("cabinet", "cabinet"),
                    ("cavity-wall-box", "wall-box"),
                    ("wall-box", "wall-box"),
                    ("device-box", "wall-box"),
                    ("flush", "wall-box"),
                    ("boxes", "junction"),
                ),
                (
                    ("modules", "", "board"),
                    ("rows", "", "board"),
                    ("rack_units", "", "rack"),
                    ("load_capacity", "", "rack"),
                    ("mounting", "cavity-wall", "wall-box"),
                    ("mounting", "flush", "wall-box"),
                    ("entries", "", "junction"),
                ),
            ),
            Amount("rows", 1, ("rows",), 1, 6),
            Amount("modules", 12, ("modules",), 2, 168),
            Choice("door", ("none", "white", "transparent", "steel"), ("door",)),
            colour("white"),
        ),
        _enclosure,
    ),
)
