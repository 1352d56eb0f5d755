"""What sits on a DIN rail and protects: circuit breakers, fuses, arresters, contactors."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, Form, spelling
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLUE, BRASS, DARK, LIGHT, RED, STEEL, WHITE, Tone
from catalog.domain.drawings.parts import GOOD, led, plate, screw
from catalog.domain.drawings.svg import circle, group, label, line, path, rect
from catalog.domain.drawings.svg import number as n

_TOP: Final = 30
CURRENT: Final = Amount("current", 16, ("rated_current",), 0.1, 6300, whole=False)


def module(x: float, width: float, *content: str, role: str = "module") -> str:
    """One body on the rail, its terminals at both ends and a raised middle from y 72 to 168."""
    drawn = rect(x, _TOP, width, 180, 4, fill=LIGHT.face)
    drawn += rect(x + width - 7, _TOP + 1.2, 5.8, 177.6, 3, fill=LIGHT.shade, stroke="none")
    drawn += rect(x, 72, width, 96, fill=WHITE.face)
    drawn += rect(x + 1.2, 160, width - 2.4, 6.8, fill=WHITE.shade, stroke="none")
    return group(drawn, *content, class_=role)


def terminals(x: float, count: int, width: float) -> str:
    middles = [x + width * (index + 0.5) for index in range(count)]
    return "".join(screw(middle, y, 9, 20 + 50 * (y > 99)) for y in (51, 189) for middle in middles)


def toggle(x: float, y: float, width: float, tone: Tone) -> str:
    drawn = rect(x, y, width, 36, 3, fill=DARK.shade)
    return drawn + rect(x + 2, y - 3, width - 4, 20, 3, fill=tone.face, stroke_width=2)


def _mcb(values: Values) -> Picture:
    poles, current = values.whole("poles"), spelling(values.number("current"))
    curve = "" if values["curve"] == "none" else values["curve"].upper()
    width = 52.0 if poles < 5 else 36.0
    start = 120 - width * poles / 2
    drawn = ""
    for pole in range(poles):
        x = start + pole * width
        inside = terminals(x, 1, width) + toggle(x + width / 2 - 13, 106, 26, BLUE)
        inside += rect(x + width / 2 - 8, 148, 16, 6, 1, fill=RED.face, stroke="none")
        drawn += module(x, width, inside, role="pole")
    if poles > 1:
        drawn += rect(
            start + width / 2 - 8, 107, width * (poles - 1) + 16, 9, 3, fill=BLUE.shade, stroke_width=2
        )
    marking = curve + current if curve else f"{current}A"
    size = min(24, (width - 11) / 0.61 / len(marking))
    drawn += label(start + width / 2, 95, marking, size)
    return Picture(f"Circuit breaker {marking}, {pole_count(poles)}", drawn)


def pole_count(count: int) -> str:
    return "1 pole" if count == 1 else f"{count} poles"


def _fuse(values: Values) -> Picture:
    current = f"{spelling(values.number('current'))}A"
    drawn = rect(30, 92, 180, 56, 9, fill=BRASS.face) + rect(62, 84, 116, 72, 10, fill=WHITE.face)
    drawn += rect(63.2, 138, 113.6, 16.8, 8, fill=WHITE.shade, stroke="none")
    drawn += path(
        "M31.2 134h30.8v12.8h-22a9 9 0 0 1-8.8-9zM178 134h30.8v4a9 9 0 0 1-8.8 8.8h-22z",
        fill=BRASS.shade,
        stroke="none",
    )
    drawn += rect(62, 84, 116, 72, 10) + rect(30, 92, 180, 56, 9, stroke_opacity=0)
    drawn += path("M62 92h-23a9 9 0 0 0-9 9v38a9 9 0 0 0 9 9h23M178 92h23a9 9 0 0 1 9 9v38a9 9 0 0 1-9 9h-23")
    return Picture(f"Fuse link {current}", drawn + label(120, 126, current, 26))


def _knife_fuse(values: Values) -> Picture:
    current = f"{spelling(values.number('current'))}A"
    drawn = rect(104, 22, 32, 196, 4, fill=STEEL.face) + path("M120 30v22M120 188v22", stroke_width=2)
    drawn += rect(62, 58, 116, 10, 3, fill=STEEL.face) + rect(62, 172, 116, 10, 3, fill=STEEL.face)
    drawn += plate(70, 66, 100, 108, 6, WHITE, 12) + rect(106, 78, 28, 10, 3, fill=RED.face, stroke_width=2)
    return Picture(f"Knife-blade fuse link {current}", drawn + label(120, 132, current, 26))


def _on_rail(values: Values) -> Picture:
    """Everything else on the rail: arrester, contactor, switch, timer, meter."""
    form, count = values["form"], max(values.whole("poles"), min(values.whole("modules"), 6))
    width = 52.0 if count < 5 else 208 / count
    start, whole = 120 - width * count / 2, width * count
    drawn, middle = "", 120.0
    match form:
        case "surge":
            for pole in range(count):
                x = start + pole * width
                inside = terminals(x, 1, width) + rect(x + 6, 80, width - 12, 80, 3, fill=RED.face)
                inside += rect(x + width / 2 - 7, 88, 14, 9, 2, fill=GOOD, stroke_width=1.8)
                inside += path(f"M{n(x + width / 2 + 4)} 108l-9 15h10l-9 17", stroke=RED.mark, stroke_width=3)
                drawn += module(x, width, inside, role="pole")
        case "isolator":
            drawn = module(start, whole, terminals(start, count, width), toggle(middle - 14, 104, 28, RED))
            drawn += label(middle, 94, "I", 16) + label(middle, 158, "0", 16)
        case "contactor":
            drawn = module(
                start, whole, terminals(start, count, width), rect(middle - 13, 84, 26, 30, 3, fill=DARK.face)
            )
            drawn += path(f"M{n(middle - 6)} 94h12M{n(middle - 6)} 101h12", stroke=DARK.mark, stroke_width=2)
            drawn += path(f"M{n(middle)} 124v8l8 12M{n(middle)} 144v8", stroke_width=2)
        case "holder":
            drawn = module(start, whole, terminals(start, count, width))
            for pole in range(count):
                x = start + pole * width + width / 2
                drawn += rect(x - 17, 80, 34, 68, 4, fill=DARK.face) + rect(
                    x - 10, 92, 20, 6, 2, fill=RED.face, stroke="none"
                )
                drawn += line(x - 10, 138, x + 10, 138, stroke=DARK.mark)
        case _:
            drawn = module(start, whole, terminals(start, count, width))
            drawn += rect(start + 8, 82, whole - 16, 26, 3, fill="#cfe0c9") + circle(
                middle, 136, 13, fill=LIGHT.face
            )
            drawn += line(middle, 136, middle + 6, 128) + led(start + 10, 152, radius=3)
    return Picture(f"{_ON_RAIL[form]}, {count} module{'s' * (count > 1)}", drawn)


_ON_RAIL: Final = {
    "surge": "Surge arrester", "isolator": "Switch disconnector", "contactor": "Contactor", "device": "DIN rail device",
    "holder": "Fuse holder",
}  # fmt: skip


def _breaker(values: Values) -> Picture:
    drawn_by = {"mcb": _mcb, "fuse": _fuse, "knife-fuse": _knife_fuse}
    return drawn_by.get(values["form"], _on_rail)(values)


CURVES: Final = ("b", "c", "d", "k", "z")
DRAWINGS: Final = (
    Drawing(
        "breaker",
        (
            Form(
                ("mcb", "fuse", "knife-fuse", "surge", "isolator", "contactor", "holder", "device"),
                (
                    ("circuit-breaker", "mcb"),
                    ("holder", "holder"),
                    ("fuse-switch", "holder"),
                    ("knife", "knife-fuse"),
                    ("nh-", "knife-fuse"),
                    ("arrester", "surge"),
                    ("disconnector", "isolator"),
                    ("main-switch", "isolator"),
                    ("time", "device"),
                    ("relay", "contactor"),
                    ("meter", "device"),
                    ("transformer", "device"),
                ),
                (
                    ("fuse_size", "nh000", "knife-fuse"),
                    ("fuse_size", "nh00", "knife-fuse"),
                    ("fuse_size", "nh1", "knife-fuse"),
                    ("fuse_size", "", "fuse"),
                    ("surge_type", "", "surge"),
                    ("tripping_curve", "", "mcb"),
                    ("coil_voltage", "", "contactor"),
                    ("contacts", "", "contactor"),
                ),
            ),
            Amount("poles", 1, ("poles",), 1, 6),
            Amount("modules", 1, ("modules",), 1, 12),
            Choice("curve", ("none", *CURVES), ("tripping_curve",)),
            CURRENT,
        ),
        _breaker,
    ),
)
