"""Hand tools and power tools, lying at an angle."""

from typing import Final

from catalog.domain.drawings.fields import Choice, Form
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import AMBER, BLACK, BLUE, DARK, RED, STEEL, YELLOW, Tone
from catalog.domain.drawings.power_tools import bit, drill, tool_case
from catalog.domain.drawings.svg import at, circle, line, path, rect


def _screwdriver(grip: Tone, tip: str) -> str:
    handle = (
        rect(-22, 6, 44, 96, 16, fill=grip.face)
        + rect(6, 8, 14.8, 92, 12, fill=grip.shade, stroke="none")
        + rect(-22, 6, 44, 96, 16)
    )
    handle += path("M-10 26v54M2 26v54", stroke=grip.shade, stroke_width=3) + rect(
        -14, -4, 28, 14, 5, fill=BLACK.face
    )
    shaft = rect(-6, -86, 12, 84, 2, fill=grip.face if grip is RED else STEEL.face)
    ends = {"slotted": "M-8-108h16l-2 24h-12z", "torx": "M-6-106h12v22h-12zM-2-104v18M2-104v18"}
    end = path(ends.get(tip, "M-7-86l3-14l4-8l4 8l3 14z"), fill=STEEL.face)
    return at(120, 120, end, shaft, handle, turn=40)


def _pair(jaws: str, grip: Tone, extra: str = "") -> str:
    """Two crossed levers with a rivet."""
    left = "M-8 6C-34 34-40 70-34 106"
    right = "M8 6C34 34 40 70 34 106"
    levers = "".join(
        path(d, stroke="currentColor", stroke_width=24) + path(d, stroke=grip.face, stroke_width=19)
        for d in (left, right)
    )
    levers += path("M-14 26C-32 48-38 76-35 102M14 26C32 48 38 76 35 102", stroke=grip.shade, stroke_width=5)
    return at(
        124,
        116,
        levers,
        path(jaws, fill=STEEL.face),
        extra,
        circle(0, 4, 9, fill=STEEL.shade),
        turn=34,
        scale=0.92,
    )


def _pliers(grip: Tone, tip: str) -> str:
    teeth = path("M0-92v84M-5-80h10M-5-70h10M-5-60h10M-5-50h10", stroke_width=2)
    return _pair("M-22 14Q-30-40-11-94H11Q30-40 22 14Z", grip, teeth)


def _cutters(grip: Tone, tip: str) -> str:
    return _pair(
        "M-26 14Q-38-30 0-66Q38-30 26 14Z",
        grip,
        path("M0-64v54M-12-40q8 8 12 24M12-40q-8 8-12 24", stroke_width=2),
    )


def _stripper(grip: Tone, tip: str) -> str:
    notches = "".join(
        circle(0, y, r, fill=DARK.face, stroke="none") for y, r in ((-72, 4), (-56, 5), (-38, 6))
    )
    return _pair(
        "M-26 14V-74q0-14 12-16h28q12 2 12 16V14Z",
        grip,
        line(0, -88, 0, -14) + notches + circle(15, -20, 4, fill=AMBER.face, stroke_width=1.8),
    )


def _crimper(grip: Tone, tip: str) -> str:
    die = rect(-15, -70, 30, 40, 3, fill=DARK.face) + path("M-15-50h10l5 7l5-7h10", stroke=STEEL.face)
    return _pair("M-34 16V-78a12 12 0 0 1 12-12h44a12 12 0 0 1 12 12V16Z", grip, die)


def _knife(grip: Tone, tip: str) -> str:
    blade = path("M-11-6V-84Q-8-104 11-108V-6Z", fill=STEEL.face) + line(4, -98, 4, -10, stroke_width=1.5)
    return at(
        120,
        124,
        blade,
        rect(-18, -10, 36, 112, 12, fill=grip.face),
        rect(6, -8, 10.8, 108, 8, fill=grip.shade, stroke="none"),
        circle(-6, 82, 4, fill=DARK.face),
        turn=36,
    )


def _key(grip: Tone, tip: str) -> str:
    return at(
        118,
        116,
        path("M-40-86V50a26 26 0 0 0 26 26H76", stroke_width=20)
        + path("M-40-86V50a26 26 0 0 0 26 26H76", stroke=STEEL.face, stroke_width=15),
        turn=-12,
    )


_TOOLS: Final = {
    "screwdriver": (_screwdriver, "Screwdriver"), "pliers": (_pliers, "Pliers"), "cutters": (_cutters, "Cutters"),
    "stripper": (_stripper, "Wire stripper"), "crimper": (_crimper, "Crimping tool"), "knife": (_knife, "Cable knife"),
    "hex-key": (_key, "Hexagon key"), "drill": (drill, "Cordless drill"), "bit": (bit, "Drill bit"),
    "set": (tool_case, "Tool set"),
}  # fmt: skip


def _tool(values: Values) -> Picture:
    drawn_by, name = _TOOLS[values["form"]]
    if values["form"] in {"drill", "set"}:
        grip = YELLOW if values["form"] == "drill" else BLUE
    else:
        grip = RED if values["insulated"] == "yes" else BLUE
    insulated = ", insulated to 1,000 V" if values["insulated"] == "yes" else ""
    return Picture(name + insulated, drawn_by(grip, values["tip"]))


DRAWINGS: Final = (
    Drawing(
        "tool",
        (
            Form(
                tuple(_TOOLS),
                (
                    ("drill-bit", "bit"),
                    ("bit-set", "bit"),
                    ("masonry", "bit"),
                    ("tool-set", "set"),
                    ("tool-case", "set"),
                    ("strip", "stripper"),
                    ("crimp", "crimper"),
                    ("screwdriver", "screwdriver"),
                    ("knife", "knife"),
                    ("cutter", "cutters"),
                    ("shear", "cutters"),
                    ("nipper", "cutters"),
                    ("plier", "pliers"),
                    ("hex-key", "hex-key"),
                    ("allen", "hex-key"),
                    ("drill", "drill"),
                    ("driver", "drill"),
                    ("hammer", "drill"),
                    ("saw", "drill"),
                    ("grinder", "drill"),
                    ("cordless", "drill"),
                ),
                (
                    ("tip", "hss", "bit"),
                    ("tip", "masonry", "bit"),
                    ("tip", "sds-plus", "bit"),
                    ("torque", "", "drill"),
                    ("tip", "", "screwdriver"),
                    ("conductor_min", "", "crimper"),
                    ("conductor_max", "", "pliers"),
                    ("cable_max", "", "cutters"),
                ),
            ),
            Choice("tip", ("phillips", "slotted", "torx"), ("tip",), {"pozidriv": "phillips", "hex": "torx"}),
            Choice("insulated", ("no", "yes"), ("tool_insulation",)),
        ),
        _tool,
    ),
)
