"""Drills, their bits, and the case they come in."""

from catalog.domain.drawings.palette import BLACK, DARK, STEEL, Tone
from catalog.domain.drawings.parts import ground, plate
from catalog.domain.drawings.svg import at, line, path, rect


def drill(grip: Tone, tip: str) -> str:
    chuck_bit = path("M18 72h42M26 68v8M36 68v8M46 68v8", stroke_width=5)
    chuck = path("M58 60l26-8v40l-26-8z", fill=BLACK.face)
    body = path("M82 48h90q26 0 26 26q0 22-22 22H84z", fill=grip.face) + path(
        "M83 84h105q-6 11-14 11H84z", fill=grip.shade, stroke="none"
    )
    handle = (
        path("M140 96h44l10 76h-46z", fill=grip.face)
        + path("M172 97h12l9 74h-13z", fill=grip.shade, stroke="none")
        + path("M126 104h18v18h-10q-6 0-8-18z", fill=BLACK.face)
    )
    return (
        ground(166, 214, 50)
        + chuck_bit
        + chuck
        + body
        + handle
        + plate(128, 170, 82, 42, 8, BLACK, 8)
        + path("M104 60h50", stroke=grip.mark, stroke_width=4)
        + rect(100, 48, 14, 47, fill=DARK.face)
    )


def bit(grip: Tone, tip: str) -> str:
    spiral = "".join(path(f"M-11 {y}L11 {y + 18}", stroke_width=3) for y in range(-84, 28, 22))
    body = path("M-11 44V-92L0-108L11-92V44Z", fill=STEEL.face) + spiral
    return at(
        120,
        120,
        body,
        rect(-9, 44, 18, 56, 2, fill=STEEL.shade),
        path("M-9 58h18M-9 84h18", stroke_width=2),
        turn=40,
    )


def tool_case(grip: Tone, tip: str) -> str:
    return (
        ground(120, 200, 100)
        + path("M92 74V58a10 10 0 0 1 10-10h36a10 10 0 0 1 10 10v16", stroke_width=7)
        + plate(24, 74, 192, 126, 12, grip, 14)
        + line(24, 120, 216, 120)
        + rect(54, 110, 22, 24, 4, fill=STEEL.face)
        + rect(164, 110, 22, 24, 4, fill=STEEL.face)
    )
