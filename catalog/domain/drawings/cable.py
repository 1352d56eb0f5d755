"""Cables: the stripped end, the cross-section, and what is printed on the drum."""

from math import cos, log, pi, sin
from typing import Final

from catalog.domain.drawings.cable_parts import EARTH, MIDDLE, cores, jacket, printed, section
from catalog.domain.drawings.fields import Amount, Choice, Form, Size, colour, spelling
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import (
    BLACK,
    BLUE,
    BRASS,
    BROWN,
    COPPER,
    GREEN,
    GREY,
    ORANGE,
    RED,
    STEEL,
    WHITE,
    Tone,
)
from catalog.domain.drawings.svg import Point, circle, path, rect
from catalog.domain.drawings.svg import number as n

_BY_COUNT: Final[dict[int, tuple[Tone, ...]]] = {
    2: (BROWN, BLUE),
    3: (BROWN, EARTH, BLUE),
    4: (BROWN, BLACK, GREY, EARTH),
    5: (BROWN, BLACK, GREY, BLUE, EARTH),
}
_PAIRS: Final = (ORANGE, WHITE, GREEN, WHITE, BLUE, WHITE, BROWN, WHITE)
_STEPS: Final = (
    0.14, 0.25, 0.34, 0.5, 0.75, 1, 1.5, 2.5, 4, 6, 10, 16, 25, 35, 50, 70, 95, 120, 150, 185, 240,
)  # fmt: skip


def _cable(values: Values) -> Picture:
    form, sheath = values["form"], values.tone("sheath")
    match form:
        case "coaxial":
            return Picture(f"Coaxial cable, {values['sheath']} sheath", _coaxial(sheath))
        case "fibre":
            count = values.whole("cores")
            tones: tuple[Tone, ...] = (BLUE, ORANGE, GREEN, BROWN, GREY, WHITE, RED, BLACK)
            title = f"Optical fibre cable, {values['sheath']} sheath"
            return Picture(
                title, cores(tones[: max(count, 2)], 6, sheath, BRASS) + section(tones, sheath, 36)
            )
        case "data":
            pairs = values.whole("pairs") or max(values.whole("cores") // 2, 1)
            category = "" if values["category"] == "none" else f"Cat {values['category'].removeprefix('cat')}"
            screen = STEEL if values["screen"] == "yes" else None
            title = f"Data cable with {pairs} twisted pairs, {values['sheath']} sheath"
            tones = _PAIRS[: 2 * min(pairs, 4)]
            body = cores(tones, 9, sheath, COPPER, screen) + section(tones, sheath, 40, screen)
            return Picture(title, body + printed(category or f"{pairs}×2", ""))
        case _:
            return _power(values, sheath)


def _power(values: Values, sheath: Tone) -> Picture:
    count, size = values.whole("cores"), values.number("size")
    tones = _BY_COUNT.get(count) or (EARTH, *(BLACK,) * (count - 1))
    if values["form"] == "speaker":
        tones = tuple(BLACK if core % 2 else RED for core in range(count))
    thickness = 7.5 + 5 * log(1 + size)
    screen = STEEL if values["screen"] == "yes" else None
    written = f"{spelling(size)} mm²"
    text = printed(f"{count}×{spelling(size)}" if count > 1 else spelling(size), "mm²")
    if count == 1:
        title = f"Single core, {values['sheath']} insulation, {written}"
        return Picture(title, _single(sheath, thickness + 12) + text)
    title = f"Cable with {count} cores of {written}, {values['sheath']} sheath"
    body = cores(tones[:7], thickness, sheath, COPPER, screen)
    return Picture(title, body + section(tones[:19], sheath, 30 + min(thickness, 22), screen) + text)


def _single(tone: Tone, thickness: float) -> str:
    thickness = min(thickness, 60)
    top, wire = MIDDLE - thickness / 2, thickness * 0.6
    drawn = rect(150, MIDDLE - wire / 2, 66, wire, 3, fill=COPPER.face)
    drawn += path(
        f"M151 {n(MIDDLE)}h64m-64 {n(wire / 4)}h64m-64 {n(-wire / 2)}h64",
        stroke=COPPER.shade,
        stroke_width=1.5,
    )
    drawn += rect(18, top, 140, thickness, 6, fill=tone.face)
    drawn += rect(
        19.2, MIDDLE + thickness * 0.14, 137.6, thickness * 0.36 - 1.2, 4, fill=tone.shade, stroke="none"
    )
    drawn += rect(18, top, 140, thickness, 6)
    x, y, radius = 74.0, 178.0, 16 + thickness * 0.5
    drawn += circle(x, y, radius, fill=tone.face)
    strands: list[Point] = [
        (0, 0),
        *((radius * 0.4 * cos(k * pi / 3), radius * 0.4 * sin(k * pi / 3)) for k in range(6)),
    ]
    return drawn + "".join(
        circle(x + cx, y + cy, radius * 0.2, fill=COPPER.face, stroke_width=1.5) for cx, cy in strands
    )


def _coaxial(sheath: Tone) -> str:
    drawn = rect(176, 74, 40, 8, 3, fill=COPPER.face) + rect(136, 60, 46, 36, 4, fill=WHITE.face)
    drawn += rect(136, 84, 46, 12, 4, fill=WHITE.shade, stroke="none") + rect(136, 60, 46, 36, 4)
    drawn += rect(96, 53, 46, 50, 3, fill=STEEL.face)
    weave = "".join(f"M{98 + 8 * k} 54l12 48m0-48l-12 48" for k in range(4))
    drawn += path(weave, stroke=STEEL.shade, stroke_width=1.8) + jacket(18, 86, 66, sheath)
    rings = ((46, sheath.face), (37, STEEL.face), (31, WHITE.face), (8, COPPER.face))
    return drawn + "".join(circle(74, 178, radius, fill=face) for radius, face in rings) + printed("75", "Ω")


DRAWINGS: Final = (
    Drawing(
        "cable",
        (
            Form(
                ("power", "data", "coaxial", "fibre", "speaker"),
                (
                    ("speaker", "speaker"),
                    ("coax", "coaxial"),
                    ("satellite", "coaxial"),
                    ("fiber", "fibre"),
                    ("optic", "fibre"),
                    ("cat-", "data"),
                ),
                (
                    ("fibre_type", "", "fibre"),
                    ("pairs", "", "data"),
                    ("cable_category", "", "data"),
                    ("impedance", "75", "coaxial"),
                    ("screening_attenuation", "", "coaxial"),
                ),
            ),
            Amount("cores", 3, ("cores",), 1, 61),
            Amount("pairs", 0, ("pairs",), 0, 100),
            Choice(
                "category", ("none", "cat5e", "cat6", "cat6a", "cat7", "cat7a", "cat8"), ("cable_category",)
            ),
            Choice(
                "screen",
                ("no", "yes"),
                ("screened", "screening"),
                {"u-utp": "no", "f-utp": "yes", "u-ftp": "yes", "s-ftp": "yes"},
            ),
            colour("grey", name="sheath", codes=("sheath_colour", "colour", "color")),
            Size("size", 1.5, ("cross_section",), _STEPS),
        ),
        _cable,
    ),
)
