"""Luminaires, seen the way they hang, lie or stand."""

from typing import Final

from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.lamp import LIGHT, LIGHT_TONES, strip
from catalog.domain.drawings.outdoor import bollard, exit_sign, floodlight, high_bay, wall
from catalog.domain.drawings.palette import STEEL, Tone
from catalog.domain.drawings.parts import bars, cord, glow, ground
from catalog.domain.drawings.svg import at, circle, ellipse, line, path, rect


def _panel(body: Tone, light: Tone) -> str:
    beam = path("M40 92L20 214H220L200 92Z", fill=light.shade, stroke="none", opacity=0.3)
    frame = path("M58 40H182L216 106H24Z", fill=body.face) + path("M24 106H216V116H24Z", fill=body.shade)
    return (
        beam
        + frame
        + path("M67 49H173L196 97H44Z", fill=light.face, stroke_width=2)
        + path("M78 58h50", stroke="#fff", stroke_width=5)
    )


def _downlight(body: Tone, light: Tone) -> str:
    beam = path("M82 120L38 218H202L158 120Z", fill=light.shade, stroke="none", opacity=0.32)
    can = path("M80 104V52a10 10 0 0 1 10-10h60a10 10 0 0 1 10 10V104Z", fill=STEEL.face) + bars(
        96, 54, 48, 36, 4, STEEL.shade, 5
    )
    springs = path("M78 92L50 62M162 92L190 62", stroke_width=4)
    rim = rect(54, 102, 132, 16, 7, fill=body.face) + path("M84 118h72l-8 9h-56z", fill=light.face)
    return beam + springs + can + rim


def _spot(body: Tone, light: Tone) -> str:
    beam = path("M70 134L24 214H152L122 160Z", fill=light.shade, stroke="none", opacity=0.35)
    head = (
        rect(-26, -44, 52, 82, 9, fill=body.face)
        + rect(12, -42, 12, 78, 6, fill=body.shade, stroke="none")
        + rect(-26, -44, 52, 82, 9)
    )
    return (
        beam
        + rect(84, 26, 92, 16, 5, fill=body.face)
        + line(130, 42, 130, 72, stroke_width=6)
        + at(120, 108, head, ellipse(0, 38, 26, 9, fill=light.face), turn=34)
    )


def _pendant(body: Tone, light: Tone) -> str:
    beam = path("M46 142L16 220H224L194 142Z", fill=light.shade, stroke="none", opacity=0.32)
    shade = path("M40 142C40 92 80 74 106 68V58h28v10C160 74 200 92 200 142Z", fill=body.face)
    side = path("M200 142C200 92 160 74 134 68V59q24 40 30 83Z", fill=body.shade, stroke="none")
    over = path("M40 142C40 92 80 74 106 68V58h28v10C160 74 200 92 200 142Z")
    return (
        beam
        + line(120, 22, 120, 58, stroke_width=4)
        + rect(98, 16, 44, 10, 4, fill=body.face)
        + circle(120, 144, 22, fill=light.face)
        + shade
        + side
        + over
    )


def _batten(body: Tone, light: Tone) -> str:
    drawn = rect(-104, 2, 208, 50, 24, fill=light.shade, stroke="none", opacity=0.3)
    drawn += rect(-100, -26, 200, 26, 5, fill=body.face) + rect(
        -98.8, -10, 197.6, 8.8, 2, fill=body.shade, stroke="none"
    )
    drawn += path("M-92 0H92L82 22a8 8 0 0 1-7 4H-75a8 8 0 0 1-7-4Z", fill=light.face) + path(
        "M-66 12H10", stroke="#fff", stroke_width=4
    )
    return at(
        120,
        116,
        drawn + rect(-70, -34, 22, 9, 2, fill=STEEL.face) + rect(48, -34, 22, 9, 2, fill=STEEL.face),
        turn=-18,
    )


def _ceiling(body: Tone, light: Tone) -> str:
    drawn = glow(120, 120, 106, light.shade) + circle(120, 120, 82, fill=body.face)
    return (
        drawn
        + circle(120, 120, 68, fill=light.face, stroke_width=1.8)
        + path("M80 98a46 46 0 0 1 30-24", stroke="#fff", stroke_width=7)
    )


def _table(body: Tone, light: Tone) -> str:
    beam = path("M88 92L40 208H166L142 108Z", fill=light.shade, stroke="none", opacity=0.32)
    arm = cord("M166 204L186 128L132 68", 7, body)
    head = path("M-34 20Q-30-20 0-24Q30-20 34 20Z", fill=body.face)
    return (
        ground(164, 214, 60)
        + beam
        + arm
        + circle(186, 128, 7, fill=STEEL.face)
        + at(118, 84, circle(0, 20, 13, fill=light.face) + head, turn=24)
        + rect(126, 200, 80, 12, 6, fill=body.face)
    )


def _strip(body: Tone, light: Tone) -> str:
    return strip(light)


_FORMS: Final = {
    "ceiling": _ceiling, "panel": _panel, "downlight": _downlight, "spot": _spot, "strip": _strip,
    "floodlight": floodlight, "pendant": _pendant, "batten": _batten, "high-bay": high_bay, "exit": exit_sign,
    "wall": wall, "bollard": bollard, "table": _table,
}  # fmt: skip


def _luminaire(values: Values) -> Picture:
    light = LIGHT_TONES[values.whole("light")]
    title = f"{values['form'].replace('-', ' ').capitalize()} luminaire, {values['colour']}, {values.whole('light')} K"
    return Picture(title, _FORMS[values["form"]](values.tone("colour"), light))


DRAWINGS: Final = (
    Drawing(
        "luminaire",
        (
            Form(
                tuple(_FORMS),
                (
                    ("highbay", "high-bay"),
                    ("emergency", "exit"),
                    ("downlight", "downlight"),
                    ("recessed-spot", "downlight"),
                    ("flood", "floodlight"),
                    ("path", "bollard"),
                    ("garden", "bollard"),
                    ("tri-proof", "batten"),
                    ("damp-proof", "batten"),
                    ("linear", "batten"),
                    ("desk", "table"),
                    ("suspended", "pendant"),
                ),
                (
                    ("battery_backup", "", "exit"),
                    ("led_density", "", "strip"),
                    ("lamp_shape", "strip", "strip"),
                    ("mounting", "recessed", "downlight"),
                    ("mounting", "suspended", "pendant"),
                    ("mounting", "wall", "wall"),
                    ("mounting", "ground", "bollard"),
                    ("mounting", "pole", "bollard"),
                    ("mounting", "desktop", "table"),
                ),
            ),
            colour("white"),
            LIGHT,
        ),
        _luminaire,
    ),
)
