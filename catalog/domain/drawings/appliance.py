"""Household appliances, from the front."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.kitchen import air_fryer, coffee, hob, hood, kettle, microwave, oven, toaster
from catalog.domain.drawings.palette import AMBER, BLACK, DARK, GLASS, LIGHT, STEEL, Tone
from catalog.domain.drawings.parts import cord, ground, led, plate
from catalog.domain.drawings.svg import at, circle, group, line, path, rect


def _fridge(tone: Tone) -> str:
    body = ground(120, 218, 70) + plate(60, 16, 120, 202, 10, tone, 8)
    return body + line(60, 138, 180, 138) + path("M76 84v38M76 152v28", stroke_width=6) + _snow(148, 190, 9)


def _snow(x: float, y: float, reach: float) -> str:
    d = f"M0-{reach}V{reach}"
    return group(
        *(at(x, y, path(d), turn=turn) for turn in (0, 60, 120)), stroke="#3f86d0", stroke_width="2.4"
    )


def _freezer(tone: Tone) -> str:
    body = (
        ground(120, 212, 96)
        + plate(26, 84, 188, 128, 8, tone, 10)
        + rect(22, 62, 196, 26, 8, fill=tone.face)
        + rect(98, 82, 44, 9, 4, fill=DARK.face)
    )
    return body + _snow(120, 146, 24) + led(196, 104)


def _machine(tone: Tone, inside: str) -> str:
    body = ground(120, 216, 92) + plate(34, 22, 172, 194, 10, tone, 9) + line(34, 62, 206, 62)
    panel = (
        rect(46, 34, 52, 17, 4, fill=tone.shade)
        + circle(152, 42, 11, fill=tone.face)
        + line(152, 36, 152, 42)
        + led(184, 42)
    )
    return body + panel + inside


def _washing(tone: Tone) -> str:
    door = circle(120, 136, 56, fill=DARK.face) + circle(120, 136, 43, fill=GLASS.face)
    return _machine(
        tone,
        door
        + path("M78 144q10-9 21 0t21 0t21 0t21 0A43 43 0 0 1 78 144Z", fill="#7fb8e6", stroke_width=1.8)
        + path("M92 118a34 34 0 0 1 18-14", stroke="#fff", stroke_width=5),
    )


def _drying(tone: Tone) -> str:
    door = circle(120, 136, 56, fill=DARK.face) + circle(120, 136, 43, fill=GLASS.face)
    return _machine(
        tone,
        door
        + path(
            "M100 158q-9-11 0-22t0-22M120 158q-9-11 0-22t0-22M140 158q-9-11 0-22t0-22",
            stroke=AMBER.shade,
            stroke_width=5,
        ),
    )


def _dishwasher(tone: Tone) -> str:
    plates = path(
        "M82 176v-54a14 14 0 0 1 0 54M110 176v-54a14 14 0 0 1 0 54M138 176v-54a14 14 0 0 1 0 54",
        fill=tone.face,
    )
    return _machine(
        tone, rect(70, 74, 100, 9, 4, fill=DARK.face) + plates + line(70, 182, 170, 182, stroke_width=4)
    )


def _vacuum(tone: Tone) -> str:
    hose = cord("M146 122C176 40 92 12 66 58L46 186", 9, DARK)
    body = path("M84 196v-30a52 52 0 0 1 52-52h22a52 52 0 0 1 52 52v30Z", fill=tone.face) + path(
        "M84 180h126v16H84Z", fill=tone.shade
    )
    return (
        ground(130, 212, 96)
        + body
        + hose
        + path("M18 206h58l-10-20H30Z", fill=DARK.face)
        + circle(170, 190, 22, fill=DARK.face)
        + circle(170, 190, 9, fill=LIGHT.face)
        + circle(104, 200, 11, fill=DARK.face)
        + rect(130, 134, 44, 12, 6, fill=tone.shade)
    )


def _screen(tone: Tone) -> str:
    return (
        ground(120, 204, 70)
        + path("M104 168h32l6 32H98Z", fill=DARK.face)
        + rect(74, 196, 92, 9, 4, fill=DARK.face)
        + rect(12, 42, 216, 128, 6, fill=BLACK.face)
        + rect(20, 50, 200, 110, 2, fill="#4f86b8", stroke="none")
        + path("M20 160v-30q50-44 100-12t100-22v64Z", fill="#3a6a96", stroke="none")
        + circle(176, 82, 14, fill="#ffe6ac", stroke="none")
    )


def _iron(tone: Tone) -> str:
    lead = cord("M186 84C214 60 206 30 176 24", 6)
    handle = path("M76 106C96 68 150 62 188 84L182 112", stroke_width=17) + path(
        "M76 106C96 68 150 62 188 84L182 112", stroke=tone.face, stroke_width=12
    )
    return (
        lead
        + handle
        + path("M22 178C40 126 84 108 118 106h74l14 72Z", fill=tone.face)
        + rect(16, 178, 196, 13, 5, fill=STEEL.face)
        + circle(130, 142, 17, fill=tone.shade)
        + line(130, 132, 130, 142)
    )


_FORMS: Final = {
    "fridge": (_fridge, "Fridge"), "freezer": (_freezer, "Freezer"), "washing-machine": (_washing, "Washing machine"),
    "dryer": (_drying, "Tumble dryer"), "dishwasher": (_dishwasher, "Dishwasher"), "oven": (oven, "Oven"), "hob": (hob, "Hob"),
    "hood": (hood, "Cooker hood"), "kettle": (kettle, "Kettle"), "vacuum": (_vacuum, "Vacuum cleaner"),
    "microwave": (microwave, "Microwave oven"), "toaster": (toaster, "Toaster"), "coffee": (coffee, "Coffee maker"),
    "screen": (_screen, "Television"), "air-fryer": (air_fryer, "Air fryer"), "iron": (_iron, "Iron"),
}  # fmt: skip


def _appliance(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "appliance",
        (
            Form(
                tuple(_FORMS),
                (
                    ("washer-dryer", "washing-machine"),
                    ("dishwash", "dishwasher"),
                    ("wash", "washing-machine"),
                    ("laundry", "washing-machine"),
                    ("dry", "dryer"),
                    ("chest-freezer", "freezer"),
                    ("fridge", "fridge"),
                    ("refrigerat", "fridge"),
                    ("cold", "fridge"),
                    ("microwave", "microwave"),
                    ("extractor", "hood"),
                    ("cooktop", "hob"),
                    ("espresso", "coffee"),
                    ("television", "screen"),
                    ("tv-", "screen"),
                    ("display", "screen"),
                    ("fryer", "air-fryer"),
                    ("small", "kettle"),
                ),
                (
                    ("place_settings", "", "dishwasher"),
                    ("spin_speed", "", "washing-machine"),
                    ("load_capacity", "", "dryer"),
                    ("screen_size", "", "screen"),
                    ("airflow", "", "hood"),
                    ("freezer_volume", "", "fridge"),
                ),
            ),
            colour("white"),
        ),
        _appliance,
    ),
)
