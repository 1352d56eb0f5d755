"""A cable taken apart: its cores fanned out, its jacket, its cross-section."""

from math import cos, pi, sin
from typing import Final

from catalog.domain.drawings.palette import (
    COPPER,
    LIGHT,
    TONES,
    Tone,
)
from catalog.domain.drawings.svg import INK, circle, label, path, rect
from catalog.domain.drawings.svg import number as n

EARTH: Final = TONES["green-yellow"]


MIDDLE: Final = 78.0


def cores(
    tones: tuple[Tone, ...], thickness: float, sheath: Tone, metal: Tone, screen: Tone | None = None
) -> str:
    count = len(tones)
    thickness = min(thickness, (112 - 4 * (count - 1)) / count)
    gap = min(thickness * 0.6, 10, (112 - thickness * count) / max(count - 1, 1))
    spread = thickness + gap
    body = min(thickness * (1.2 + 0.52 * count), 84)
    inner = (body - thickness - 8) / max(count - 1, 1)
    drawn = ""
    for index, tone in enumerate(tones):
        place = index - (count - 1) / 2
        start, end = MIDDLE + place * min(inner, spread), MIDDLE + place * spread
        drawn += _core(start, end, 92, 186 - abs(place) * 5, thickness, tone, metal)
    if screen:
        drawn += rect(96, MIDDLE - body / 2 + 3, 20, body - 6, 3, fill=screen.face)
        drawn += path(
            f"M103 {n(MIDDLE - body / 2 + 4)}l8 {n(body - 8)}m0 {n(8 - body)}l-8 {n(body - 8)}",
            stroke_width=1.2,
        )
    return drawn + jacket(18, 86, body, sheath)


def _core(start: float, end: float, x: float, tip: float, thickness: float, tone: Tone, metal: Tone) -> str:
    copper = path(
        f"M{n(tip)} {n(end)}h26", stroke=INK, stroke_width=thickness * 0.55 + 3.6, stroke_linecap="butt"
    )
    copper += path(
        f"M{n(tip)} {n(end)}h24.4", stroke=metal.face, stroke_width=thickness * 0.55, stroke_linecap="butt"
    )
    d = f"M{n(x)} {n(start)}C{n(x + 34)} {n(start)} {n(x + 26)} {n(end)} {n(x + 58)} {n(end)}H{n(tip)}"
    core = path(d, stroke=INK, stroke_width=thickness + 4, stroke_linecap="butt")
    core += path(f"{d}m0 0", stroke=tone.face, stroke_width=thickness, stroke_linecap="butt")
    if tone is EARTH:
        core += path(d, stroke=tone.shade, stroke_width=thickness * 0.44, stroke_linecap="butt")
    return copper + core


def jacket(x: float, width: float, height: float, tone: Tone) -> str:
    top = MIDDLE - height / 2
    shade = rect(
        x + 1.2, top + height * 0.66, width - 2.4, height * 0.34 - 1, 3, fill=tone.shade, stroke="none"
    )
    return rect(x, top, width, height, 5, fill=tone.face) + shade + rect(x, top, width, height, 5)


def section(tones: tuple[Tone, ...], sheath: Tone, radius: float, screen: Tone | None = None) -> str:
    x, y = 74.0, 178.0
    drawn = circle(x, y, radius, fill=sheath.face) + circle(
        x, y, radius * 0.84, fill=LIGHT.face, stroke_width=1.5
    )
    if screen:
        drawn += circle(x, y, radius * 0.8, stroke=screen.shade, stroke_width=3, stroke_dasharray="3 3")
    packed = _packed(len(tones), radius * (0.74 if screen else 0.8))
    for (cx, cy, r), tone in zip(packed, tones, strict=True):
        drawn += circle(x + cx, y + cy, r, fill=tone.face, stroke_width=1.5)
        if tone is EARTH:
            half = f"M{n(x + cx - r)} {n(y + cy)}a{n(r)} {n(r)} 0 0 0 {n(2 * r)} 0Z"
            drawn += path(half, fill=tone.shade, stroke="none")
    dots = "".join(f"M{n(x + cx)} {n(y + cy)}h0" for cx, cy, _ in packed)
    return drawn + path(dots, stroke=COPPER.face, stroke_width=packed[0][2])


def _packed(count: int, radius: float) -> list[tuple[float, float, float]]:
    """Circles (x, y, r) in a circle: one in the middle from six on, then rings."""
    rings = (
        [count]
        if count < 6
        else [1, count - 1]
        if count < 9
        else [1, 6, count - 7]
        if count > 12
        else [3, count - 3]
    )
    outer = sin(pi / rings[-1]) if rings[-1] > 1 else 1.0
    size = radius * outer / (1 + outer) if rings[-1] > 1 else radius * 0.7
    size = min(size, radius / (2 * len(rings) - (0 if rings[0] > 1 else 1))) if len(rings) > 1 else size
    places: list[tuple[float, float, float]] = []
    for depth, ring in enumerate(rings):
        away = (radius - size) * (depth + (rings[0] > 1)) / max(len(rings) - (rings[0] == 1), 1)
        turn = pi / 2 if ring % 2 else pi / ring
        places += [
            (away * cos(2 * pi * k / ring + turn), -away * sin(2 * pi * k / ring + turn), size * 0.96)
            for k in range(ring)
        ]
    return places


def printed(value: str, unit: str) -> str:
    size = min(30, 92 / 0.61 / len(value))
    drawn = label(136, 184, value, size, INK, anchor="start")
    return drawn + (label(136, 207, unit, 18, INK, anchor="start") if unit else "")
