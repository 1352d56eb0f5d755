"""Lamps: shape, cap and the tone of their light."""

from typing import Final

from catalog.domain.drawings.caps import cap
from catalog.domain.drawings.fields import Choice, Size
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BRASS, DARK, GLASS, GREY, STEEL, WHITE, YELLOW, Tone
from catalog.domain.drawings.parts import glow
from catalog.domain.drawings.svg import at, circle, group, path, rect

LIGHT_TONES: Final = {
    2200: Tone("#ffc16b", "#f2a341"),
    2700: Tone("#ffd98f", "#f5bd57"),
    3000: Tone("#ffe6ac", "#f4cf7a"),
    4000: Tone("#fff4d6", "#eddfae"),
    5000: Tone("#f1f7fb", "#cfdfea"),
    6500: Tone("#d9ecff", "#a9cdf0"),
}
"""The look of white light by its colour temperature in kelvin."""

LIGHT: Final = Size("light", 2700, ("colour_temperature",), tuple(LIGHT_TONES))

_BULBS: Final = {
    "a60": "M-23 44C-23 16-58 4-58-38A58 58 0 0 1 58-38C58 4 23 16 23 44Z",
    "candle": "M-20 44C-44 16-32-34 0-94C32-34 44 16 20 44Z",
    "bent-tip": "M-20 44C-44 16-34-34-2-74Q4-90 20-98Q14-84 18-70C36-28 42 18 20 44Z",
    "drop": "M-20 44C-20 30-46 16-46-18A46 46 0 0 1 46-18C46 16 20 30 20 44Z",
    "globe": "M-24 44C-24 36-70 26-70-28A70 70 0 0 1 70-28C70 26 24 36 24 44Z",
    "edison": "M-22 44C-22 22-50-6-50-42C-50-68-26-90 0-94C26-90 50-68 50-42C50-6 22 22 22 44Z",
    "corn": "M-34 44V-82a10 10 0 0 1 10-10h48a10 10 0 0 1 10 10V44Z",
    "stick": "M-24 44V-66a24 24 0 0 1 48 0V44Z",
}
"""The bulb standing on its cap: its neck is at y 44."""

_NAMES: Final = {
    "a60": "Pear-shaped lamp", "candle": "Candle lamp", "bent-tip": "Bent-tip candle lamp", "drop": "Drop lamp",
    "globe": "Globe lamp", "edison": "Edison lamp", "corn": "High-power lamp", "stick": "Stick lamp",
    "reflector": "Reflector lamp", "capsule": "Capsule lamp", "tube": "Tube lamp", "disc": "Disc lamp",
    "strip": "LED strip",
}  # fmt: skip


def _lamp(values: Values) -> Picture:
    shape, light = values["shape"], LIGHT_TONES[values.whole("light")]
    title = f"{_NAMES[shape]}, {values.whole('light')} K"
    match shape:
        case "tube":
            return Picture(title, _tube(light))
        case "strip":
            return Picture(title, strip(light))
        case "disc":
            return Picture(title, _disc(light))
        case "capsule":
            drawn = _capsule(light, values["base"])
        case "reflector":
            drawn = _reflector(light, values["base"])
        case _:
            drawn = _bulb(shape, light, values["base"], values["finish"])
    return Picture(f"{title}, cap {values['base'].upper()}", drawn)


def _bulb(shape: str, light: Tone, base: str, finish: str) -> str:
    outline = _BULBS[shape]
    glass = {"gold": BRASS.face, "smoke": GREY.face, "clear": GLASS.face}.get(finish, light.face)
    body = path(outline, fill=glass)
    if finish in {"clear", "gold", "smoke"}:
        body += path("M-10 44V4M10 44V4M-10 4L-16-40L-6-8L0-46L6-8L16-40L10 4", stroke_width=1.8)
        body += path("M-16-40L-6-8L0-46L6-8L16-40", stroke=light.shade, stroke_width=4)
    else:
        body += path(
            "M-34-44A36 36 0 0 1-6-70" if shape in {"a60", "globe"} else "M-16-30Q-14-48-4-62",
            stroke="#fff",
            stroke_width=6,
            opacity=0.85,
        )
    if shape == "corn":
        body += path(
            "M-18-74v96M0-74v96M18-74v96", stroke=light.shade, stroke_width=7, stroke_dasharray="1 13"
        )
    middle = 80.0
    return glow(120, middle, 70, light.shade) + at(120, 120, body, cap(base), scale=0.92)


def _reflector(light: Tone, base: str) -> str:
    bowl = path("M-26 44Q-34 4-62-34H62Q34 4 26 44Z", fill=STEEL.face)
    bowl += path("M26 44Q34 4 62-34H30Q18 4 14 44Z", fill=STEEL.shade, stroke="none")
    bowl += path("M-26 44Q-34 4-62-34H62Q34 4 26 44Z") + path(
        "M-24-34Q-12 4-10 44M24-34Q12 4 10 44", stroke_width=1.5
    )
    front = rect(-68, -50, 136, 17, 7, fill=light.face)
    beam = path("M-62-54L-84-108H84L62-54Z", fill=light.shade, stroke="none", opacity=0.4)
    return at(120, 128, beam, bowl, cap(base), front)


def _capsule(light: Tone, base: str) -> str:
    body = path("M-22 44V-26a22 22 0 0 1 44 0V44Z", fill=light.face)
    body += path(
        "M-10 30V-20M0 34V-26M10 30V-20", stroke=light.shade, stroke_width=6, stroke_dasharray="1 10"
    )
    small = base if base in {"g4", "g9", "gu5-3"} else "g9"
    return glow(120, 102, 72, light.shade) + at(120, 112, body, cap(small), scale=1.1)


def _tube(light: Tone) -> str:
    drawn = rect(-98, -30, 196, 60, 30, fill=light.shade, stroke="none", opacity=0.3)
    drawn += path("M-106-7h12M-106 7h12M94-7h12M94 7h12", stroke_width=4)
    drawn += rect(-80, -15, 160, 30, 2, fill=light.face) + rect(
        -78, 5, 156, 8.8, fill=light.shade, stroke="none"
    )
    for x in (-97, 77):
        drawn += rect(x, -16, 20, 32, 4, fill=STEEL.face)
    drawn += path("M-64-6h70", stroke="#fff", stroke_width=4)
    return at(120, 120, drawn, turn=-38, scale=1.06)


def _disc(light: Tone) -> str:
    drawn = circle(120, 120, 84, fill=WHITE.face) + circle(120, 120, 62, fill=light.face)
    return (
        glow(120, 120, 100, light.shade)
        + drawn
        + path("M86 96a42 42 0 0 1 26-20", stroke="#fff", stroke_width=6)
    )


def strip(light: Tone) -> str:
    """A reel of LED strip, its end unrolled."""
    drawn = glow(104, 104, 92, light.shade) + circle(104, 104, 72, fill=WHITE.face)
    drawn += path("M104 176H214v-26H150", fill=WHITE.face)
    drawn += "".join(circle(104, 104, radius, stroke_width=1.5) for radius in (62, 52, 42)) + circle(
        104, 104, 30, fill=DARK.face
    )
    drawn += path("M104 104m0-12v24m-12-12h24", stroke=DARK.mark, stroke_width=3)
    leds = "".join(
        rect(x, 157, 12, 12, 2, fill=YELLOW.face if light.face < "#e" else light.face)
        for x in (112, 136, 160, 184)
    )
    return drawn + group(leds, stroke_width=1.8)


DRAWINGS: Final = (
    Drawing(
        "lamp",
        (
            Choice(
                "shape",
                tuple(_NAMES),
                ("lamp_shape", "form"),
                {"a67": "a60", "spot": "reflector", "filament": "a60", "pear": "a60"},
            ),
            Choice(
                "base",
                ("e27", "e14", "e40", "b22", "gu10", "gu5-3", "g4", "g9"),
                ("lamp_base",),
                {"gu5.3": "gu5-3", "gu4": "gu5-3", "gx53": "gu5-3"},
            ),
            Choice("finish", ("frosted", "clear", "gold", "smoke"), ("lamp_finish",), {"opal": "frosted"}),
            LIGHT,
        ),
        _lamp,
    ),
)
