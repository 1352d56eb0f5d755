"""Plugs, extension strips, reels, leads, connectors and terminals."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.leads import (
    charging_cable,
    extension_lead,
    extension_reel,
    extension_strip,
    fibre_cable,
    patch_cable,
)
from catalog.domain.drawings.palette import (
    BLUE,
    GLASS,
    GREY,
    ORANGE,
    STEEL,
    WHITE,
    Tone,
)
from catalog.domain.drawings.parts import screw
from catalog.domain.drawings.plug_faces import PLUGS, cee_plug
from catalog.domain.drawings.smart import smart_plug
from catalog.domain.drawings.svg import number as n
from catalog.domain.drawings.svg import path, rect


def _splice(values: Values, tone: Tone) -> str:
    ways = min(max(values.whole("outlets"), 2), 5)
    width = 34 * ways + 10
    left = 120 - width / 2
    wires = "".join(
        path(f"M{n(left + 22 + 34 * k)} 170V222", stroke="currentColor", stroke_width=15)
        + path(f"M{n(left + 22 + 34 * k)} 170V220.500", stroke=face, stroke_width=10.5)
        for k, face in zip(range(ways), ("#8f5a3a", "#3f86d0", "#2a323c", "#a7b2be", "#3ba55d"), strict=False)
    )
    levers = "".join(
        rect(left + 9 + 34 * k, 58, 26, 62, 5, fill=ORANGE.face)
        + rect(left + 14 + 34 * k, 64, 16, 14, 3, fill=ORANGE.shade, stroke="none")
        for k in range(ways)
    )
    return (
        wires
        + rect(left, 70, width, 108, 8, fill=GLASS.face)
        + levers
        + rect(left, 140, width, 38, 6, fill=GLASS.shade)
    )


def _terminal(values: Values, tone: Tone) -> str:
    drawn = rect(16, 176, 208, 14, 2, fill=STEEL.face)
    for index, face in enumerate((GREY, GREY, BLUE, BLUE)):
        x = 36 + index * 34
        drawn += (
            rect(x, 48, 34, 140, 4, fill=face.face)
            + rect(x + 25, 49.2, 7.8, 137.6, 3, fill=face.shade, stroke="none")
            + screw(x + 15, 74, 9, 30)
            + screw(x + 15, 160, 9, 60)
            + rect(x + 7, 104, 16, 24, 2, fill=WHITE.face, stroke_width=1.8)
        )
    x = 172
    return (
        drawn
        + rect(x, 48, 34, 140, 4, fill="#3ba55d")
        + rect(x + 12, 49.2, 11, 137.6, fill="#f6cf3f", stroke="none")
        + screw(x + 17, 74, 9, 30)
        + screw(x + 17, 160, 9, 60)
    )


_FORMS: Final = {
    "plug": (PLUGS["schuko"], "Plug"), "strip": (extension_strip, "Extension strip"), "reel": (extension_reel, "Cable reel"), "patch-cable": (patch_cable, "Patch cable"),
    "fibre": (fibre_cable, "Fibre patch cable"), "splice": (_splice, "Splicing connector"), "terminal": (_terminal, "Terminal block"),
    "charging-cable": (charging_cable, "Type 2 charging cable"), "lead": (extension_lead, "Extension lead"),
    "smart-plug": (smart_plug, "Smart plug"),
}  # fmt: skip


def _plug(values: Values) -> Picture:
    tone = values.tone("colour")
    drawn_by, name = _FORMS[values["form"]]
    if values["form"] in {"splice", "terminal", "charging-cable"}:
        return Picture(name, drawn_by(values, tone), dark=False)
    if values["form"] == "plug" and values["plug"].startswith("cee"):
        return Picture(
            f"{values['plug'].replace('-', ' ').upper()}-pole connector", cee_plug(values, tone), dark=False
        )
    if values["form"] == "plug":
        name = f"{values['plug'].replace('-', ' ').capitalize()} plug"
        return Picture(f"{name}, {values['colour']}", PLUGS[values["plug"]](values, tone))
    if values["form"] == "strip":
        name = f"Extension strip with {min(values.whole('outlets'), 10)} outlets"
    return Picture(f"{name}, {values['colour']}", drawn_by(values, tone))


DRAWINGS: Final = (
    Drawing(
        "plug",
        (
            Form(
                tuple(_FORMS),
                (
                    ("smart", "smart-plug"),
                    ("terminal-strip", "terminal"),
                    ("extension-lead", "lead"),
                    ("appliance-lead", "lead"),
                    ("fibre", "fibre"),
                    ("fiber", "fibre"),
                    ("reel", "reel"),
                    ("strip", "strip"),
                    ("patch-cable", "patch-cable"),
                    ("patch-cord", "patch-cable"),
                    ("splic", "splice"),
                    ("lever", "splice"),
                    ("terminal", "terminal"),
                    ("din-rail", "terminal"),
                    ("charging-cable", "charging-cable"),
                    ("type-2", "charging-cable"),
                    ("adaptor", "plug"),
                    ("plug", "plug"),
                ),
                (
                    ("fibre_type", "", "fibre"),
                    ("charging_mode", "", "charging-cable"),
                    ("cable_category", "", "patch-cable"),
                    ("connector", "rj45", "patch-cable"),
                    ("conductors", "", "splice"),
                    ("conductor_max", "", "splice"),
                    ("supply_form", "reel", "reel"),
                    ("master_switch", "", "strip"),
                    ("usb_ports", "", "strip"),
                    ("gangs", "", "strip"),
                ),
            ),
            Choice("plug", tuple(PLUGS), ("plug_type", "connector", "socket_type"), {"cee": "cee-16-5"}),
            Amount("outlets", 3, ("gangs", "conductors", "outlets"), 1, 12),
            Choice("switched", ("no", "yes"), ("master_switch",)),
            colour("black", codes=("sheath_colour", "colour", "color")),
        ),
        _plug,
    ),
)
