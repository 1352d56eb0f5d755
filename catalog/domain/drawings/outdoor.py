"""Luminaires for halls, ways and gardens."""

from catalog.domain.drawings.palette import GREEN, STEEL, Tone
from catalog.domain.drawings.parts import bars, glow, ground, plate, screw
from catalog.domain.drawings.svg import circle, path, rect


def floodlight(body: Tone, light: Tone) -> str:
    beam = path("M36 132L16 216H224L204 132Z", fill=light.shade, stroke="none", opacity=0.3)
    bracket = path("M52 92V44a8 8 0 0 1 8-8h120a8 8 0 0 1 8 8v48", stroke_width=9) + path(
        "M52 92V44a8 8 0 0 1 8-8h120a8 8 0 0 1 8 8v48", stroke=STEEL.face, stroke_width=4.5
    )
    head = plate(34, 66, 172, 92, 10, body, 8) + rect(48, 78, 144, 60, 5, fill=light.face)
    dots = path(
        "M66 93h112M66 108h112M66 123h112", stroke=light.shade, stroke_width=8, stroke_dasharray="1 17.4"
    )
    return beam + bracket + head + dots + screw(42, 112, 4) + screw(198, 112, 4)


def high_bay(body: Tone, light: Tone) -> str:
    beam = path("M44 160L18 220H222L196 160Z", fill=light.shade, stroke="none", opacity=0.32)
    hook = path("M120 56V38a10 10 0 1 1 10 10", stroke_width=4)
    core = rect(88, 54, 64, 46, 8, fill=body.face) + bars(98, 62, 44, 30, 5, body.shade, 4)
    dome = path("M88 100h64l52 56a6 6 0 0 1-4 8H40a6 6 0 0 1-4-8Z", fill=body.face) + path(
        "M108 104l-30 52M120 104v52M132 104l30 52", stroke=body.shade, stroke_width=4
    )
    return beam + hook + core + dome + rect(44, 156, 152, 12, 6, fill=light.face)


def exit_sign(body: Tone, light: Tone) -> str:
    sign = plate(26, 66, 188, 104, 8, body) + rect(36, 76, 168, 78, 4, fill=GREEN.face, stroke_width=1.8)
    door = rect(146, 86, 40, 58, 2, fill="#fff", stroke="none")
    man = path(
        "M104 92l14 2l-6 22l12 10l-2 18M112 116l-10 12l-16 2M118 96l14 10M104 94l-12 12",
        stroke="#fff",
        stroke_width=7,
    )
    return (
        sign
        + door
        + man
        + circle(120, 84, 7, fill="#fff", stroke="none")
        + path("M52 116h22m-8-8l8 8l-8 8", stroke="#fff", stroke_width=5)
        + rect(100, 52, 40, 14, 4, fill=body.face)
    )


def wall(body: Tone, light: Tone) -> str:
    up = path("M92 70L66 14H174L148 70Z", fill=light.shade, stroke="none", opacity=0.4)
    down = path("M92 166L66 224H174L148 166Z", fill=light.shade, stroke="none", opacity=0.4)
    return (
        up
        + down
        + plate(88, 64, 64, 110, 8, body, 8)
        + rect(96, 58, 48, 10, 4, fill=light.face)
        + rect(96, 170, 48, 10, 4, fill=light.face)
    )


def bollard(body: Tone, light: Tone) -> str:
    drawn = ground(120, 214, 60) + glow(120, 72, 58, light.shade) + rect(98, 82, 44, 130, 4, fill=body.face)
    drawn += rect(126, 83.2, 14.8, 127.6, 3, fill=body.shade, stroke="none") + rect(
        84, 206, 72, 8, 3, fill=body.face
    )
    return drawn + rect(100, 56, 40, 28, fill=light.face) + rect(92, 40, 56, 18, 6, fill=body.face)
