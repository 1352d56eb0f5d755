"""Network equipment: what has ports, what has antennas, what sees."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLACK, BLUE, BRASS, DARK, GLASS, LIGHT, STEEL, Tone
from catalog.domain.drawings.parts import GOOD, cord, led, plate
from catalog.domain.drawings.svg import at, circle, group, line, path, rect
from catalog.domain.drawings.svg import number as n


def _port(x: float, y: float, side: float) -> str:
    """One RJ45 opening, its latch at the top."""
    s = side
    d = f"M{n(x)} {n(y + s)}v{n(-s * 0.7)}h{n(s * 0.28)}v{n(-s * 0.24)}h{n(s * 0.44)}v{n(s * 0.24)}h{n(s * 0.28)}v{n(s * 0.7)}z"
    return path(d, class_="port")


def _ports(x: float, y: float, width: float, count: int, side: float, rows: int) -> str:
    columns = -(-count // rows)
    pitch = width / columns
    openings = "".join(
        _port(x + (index // rows) * pitch + (pitch - side) / 2, y + (index % rows) * (side + 5), side)
        for index in range(count)
    )
    return group(openings, fill=DARK.shade, stroke=BRASS.shade, stroke_width="1.5")


def _switch(values: Values, tone: Tone) -> str:
    count = values.whole("ports")
    rows = 1 if count <= 8 else 2
    width = min(76 + count * 13, 208) if rows == 1 else 204
    side = min((width - 44) / (-(-count // rows)) - 2, 20)
    height = 44 + rows * (side + 5)
    left, top = 120 - width / 2, 120 - height / 2
    lamps = "".join(
        led(left + 34 + k * 9, top + 12, GOOD if k % 3 else "#ffb638", 2.4) for k in range(min(count, 12))
    )
    ears = ""
    if rows == 2:
        ears = rect(8, top, 14, height, 2, fill=STEEL.face) + rect(218, top, 14, height, 2, fill=STEEL.face)
    return (
        ears
        + plate(left, top, width, height, 6, tone, 6)
        + led(left + 15, top + 12, radius=3)
        + lamps
        + _ports(left + 22, top + 24, width - 44, count, side, rows)
    )


def _patch_panel(values: Values, tone: Tone) -> str:
    count = values.whole("ports")
    rows = 1 if count <= 24 else 2
    side = min(186 / (-(-count // rows)) - 2, 16)
    height = 36 + rows * (side + 5)
    top = 120 - height / 2
    holes = "".join(
        circle(x, y, 3, fill=DARK.shade, stroke="none")
        for x in (17.5, 222.5)
        for y in (top + 9, top + height - 9)
    )
    return (
        rect(10, top, 220, height, 3, fill=tone.face)
        + rect(25, top + 6, 190, height - 12, 3, fill=tone.shade, stroke_width=1.8)
        + holes
        + _ports(27, top + 15, 186, count, side, rows)
    )


def _waves(x: float, y: float) -> str:
    arcs = "".join(
        f"M{n(x - r * 0.7)} {n(y - r * 0.7)}a{n(r)} {n(r)} 0 0 1 {n(r * 1.4)} 0" for r in (20, 38, 56)
    )
    return path(arcs, stroke=BLUE.face, stroke_width=4.5) + circle(x, y - 2, 5, fill=BLUE.face, stroke="none")


def _access_point(values: Values, tone: Tone) -> str:
    return (
        _waves(120, 92)
        + plate(28, 112, 184, 70, 35, tone, 12)
        + circle(120, 144, 12, stroke=BLUE.face, stroke_width=3.5)
    )


def _router(values: Values, tone: Tone) -> str:
    antennas = "".join(
        at(x, 138, rect(-5, -92, 10, 94, 5, fill=DARK.face), turn=turn) for x, turn in ((48, -10), (192, 10))
    )
    lamps = "".join(led(64 + k * 17, 162, GOOD if k < 4 else "#ffb638") for k in range(5))
    return (
        antennas
        + _waves(120, 116)
        + plate(22, 132, 196, 62, 14, tone, 9)
        + lamps
        + rect(166, 155, 34, 14, 3, fill=DARK.shade)
    )


def _camera(values: Values, tone: Tone) -> str:
    mount = rect(26, 40, 18, 90, 5, fill=STEEL.face) + path("M44 86h36v26", stroke_width=9)
    body = (
        rect(-66, -32, 132, 64, 14, fill=tone.face)
        + rect(-64, 12, 128, 18, 9, fill=tone.shade, stroke="none")
        + rect(-66, -32, 132, 64, 14)
    )
    lens = (
        rect(42, -32, 36, 64, 12, fill=BLACK.face)
        + circle(62, 0, 14, fill=GLASS.face)
        + circle(62, 0, 6, fill=BLACK.face, stroke="none")
    )
    return mount + at(
        132, 134, body, lens, path("M-72-40H70l10 8H-72z", fill=tone.face), led(-46, -8, "#dc4a41"), turn=14
    )


def _injector(values: Values, tone: Tone) -> str:
    return (
        cord("M120 60V20", 7)
        + plate(60, 58, 120, 124, 12, tone, 9)
        + _ports(74, 106, 92, 2, 34, 1)
        + led(120, 82)
        + cord("M91 182V220", 7)
        + cord("M149 182V220", 7, BLUE)
    )


def _outlet(values: Values, tone: Tone) -> str:
    return (
        plate(44, 60, 152, 130, 10, tone, 9)
        + rect(60, 78, 120, 80, 4, fill=LIGHT.face)
        + _ports(66, 96, 108, min(values.whole("ports"), 4), 24, 1)
        + line(60, 140, 180, 140, stroke_width=1.5)
    )


_FORMS: Final = {
    "switch": (_switch, "Network switch"), "patch-panel": (_patch_panel, "Patch panel"), "access-point": (_access_point, "Access point"),
    "router": (_router, "Router"), "camera": (_camera, "Network camera"), "injector": (_injector, "PoE injector"),
    "outlet": (_outlet, "Data outlet"),
}  # fmt: skip


def _network(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    count = values.whole("ports")
    counted = f" with {count} port{'s' * (count > 1)}" if values["form"] in {"switch", "patch-panel"} else ""
    return Picture(f"{name}{counted}, {values['colour']}", drawn_by(values, values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "network",
        (
            Form(
                tuple(_FORMS),
                (
                    ("keystone-module", "outlet"),
                    ("patch-panel", "patch-panel"),
                    ("access-point", "access-point"),
                    ("mesh", "access-point"),
                    ("repeater", "access-point"),
                    ("router", "router"),
                    ("modem", "router"),
                    ("camera", "camera"),
                    ("injector", "injector"),
                    ("wifi", "access-point"),
                    ("wi-fi", "access-point"),
                ),
                (
                    ("resolution", "", "camera"),
                    ("wifi_standard", "", "access-point"),
                    ("managed", "", "switch"),
                    ("rack_units", "", "patch-panel"),
                    ("cable_category", "", "patch-panel"),
                ),
            ),
            Amount("ports", 8, ("ports",), 1, 52),
            colour("grey"),
        ),
        _network,
    ),
)
