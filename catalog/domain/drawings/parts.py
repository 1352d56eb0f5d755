"""Details that several drawings share: plates, screws, pins, glows, cylinders, cords."""

from typing import Final

from catalog.domain.drawings.palette import DARK, STEEL, Tone
from catalog.domain.drawings.svg import INK, at, circle, ellipse, group, line, path, rect
from catalog.domain.drawings.svg import number as n

OFF: Final = "#5c6977"
"""A lamp, a hole or a slot that is dark."""
GOOD: Final = "#2fae62"
FAULT: Final = "#dc4a41"


def plate(
    x: float, y: float, width: float, height: float, radius: float, tone: Tone, depth: float = 7
) -> str:
    """A front with a shaded lower edge of `depth`."""
    inner = max(radius - 1.2, 0)
    return rect(x, y, width, height, radius, fill=tone.shade) + rect(
        x + 1.2, y + 1.2, width - 2.4, height - 1.2 - depth, inner, fill=tone.face, stroke="none"
    )


def recess(x: float, y: float, width: float, height: float, radius: float, tone: Tone) -> str:
    """A hollow: shaded at its upper edge."""
    return rect(x, y, width, height, radius, fill=tone.shade) + rect(
        x + 1.2, y + 6, width - 2.4, height - 7.2, max(radius - 1.2, 0), fill=tone.face, stroke="none"
    )


def screw(x: float, y: float, radius: float, turn: float = 45) -> str:
    reach = radius * 0.55
    slot = line(-reach, 0, reach, 0, stroke=DARK.face, stroke_width=max(radius * 0.3, 1.5))
    return at(x, y, circle(0, 0, radius, fill=STEEL.face, stroke_width=1.8), slot, turn=turn)


def hole(x: float, y: float, radius: float) -> str:
    return circle(x, y, radius, fill=DARK.shade, stroke="none")


def pin(x: float, y: float, width: float, length: float, tone: Tone = STEEL) -> str:
    """A round-ended contact; (x, y) is the middle of where it leaves the body, it points down."""
    return rect(x - width / 2, y, width, length, width / 2.2, fill=tone.face, stroke_width=2)


def led(x: float, y: float, colour: str = GOOD, radius: float = 3.5) -> str:
    return circle(x, y, radius, fill=colour, stroke="none")


def glow(x: float, y: float, radius: float, colour: str) -> str:
    return group(
        circle(x, y, radius, opacity=0.28),
        circle(x, y, radius * 0.76, opacity=0.4),
        fill=colour,
        stroke="none",
    )


def ground(x: float, y: float, reach: float) -> str:
    """The shadow that something stands on."""
    return ellipse(x, y, reach, 6, fill="#7b8a9a", stroke="none", opacity=0.28)


def cord(d: str, width: float = 7, tone: Tone = DARK) -> str:
    """A flexible cord along a path, with an outline."""
    return path(d, stroke=INK, stroke_width=width + 4.4) + path(d, stroke=tone.face, stroke_width=width)


def cylinder(x: float, y: float, width: float, height: float, tone: Tone, *, tilt: float = 0.16) -> str:
    """Standing, seen a little from above: body with a shaded right side, and the top."""
    across, down = width / 2, width * tilt / 2
    arc = f"a{n(across)} {n(down)} 0 0 "
    body = f"M{n(x)} {n(y)}v{n(height)}{arc}0 {n(width)} 0v{n(-height)}"
    side = width * 0.7
    shade = f"M{n(x + side)} {n(y)}v{n(height + down * 0.9)}"
    shade += f"Q{n(x + width)} {n(y + height + down * 0.7)} {n(x + width)} {n(y + height)}V{n(y)}Z"
    return (
        path(body + "Z", fill=tone.face, stroke="none")
        + path(shade, fill=tone.shade, stroke="none")
        + path(body)
        + ellipse(x + across, y, across, down, fill=tone.face)
    )


def grille(x: float, y: float, width: float, height: float, count: int, colour: str = OFF) -> str:
    """`count` horizontal slots, evenly spread."""
    step = height / max(count - 1, 1)
    slots = "".join(f"M{n(x)} {n(y + index * step)}h{n(width)}" for index in range(count))
    return path(slots, stroke=colour, stroke_width=3)


def bars(
    x: float, y: float, width: float, height: float, count: int, colour: str = OFF, thick: float = 3
) -> str:
    """`count` upright slots, evenly spread."""
    step = width / max(count - 1, 1)
    slots = "".join(f"M{n(x + index * step)} {n(y)}v{n(height)}" for index in range(count))
    return path(slots, stroke=colour, stroke_width=thick)
