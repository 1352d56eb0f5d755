"""Lamp caps."""

from catalog.domain.drawings.palette import DARK, STEEL, WHITE
from catalog.domain.drawings.svg import line, path, rect
from catalog.domain.drawings.svg import number as n


def cap(base: str) -> str:
    """A cap below a neck at y 44, around x 0."""
    match base:
        case "gu10":
            pins = "".join(
                rect(x - 6, 78, 12, 18, 3, fill=STEEL.face) + rect(x - 8, 90, 16, 8, 3, fill=STEEL.face)
                for x in (-15, 15)
            )
            return (
                pins
                + rect(-26, 44, 52, 36, 5, fill=WHITE.face)
                + rect(-24.8, 68, 49.6, 10.8, 4, fill=WHITE.shade, stroke="none")
            )
        case "gu5-3" | "g4" | "g9":
            loops = (
                path("M-14 72v22q4 8 8 0v-22M14 72v22q-4 8-8 0v-22", stroke_width=3)
                if base == "g9"
                else line(-9, 72, -9, 98, stroke_width=4) + line(9, 72, 9, 98, stroke_width=4)
            )
            return loops + path("M-22 44h44l-5 30h-34z", fill=WHITE.face)
        case "b22":
            return (
                rect(-34, 70, 68, 8, 3, fill=STEEL.shade)
                + rect(-24, 44, 48, 46, 4, fill=STEEL.face)
                + rect(-14, 90, 28, 6, 2, fill=DARK.face)
            )
        case _:
            return _screw_cap({"e14": 18, "e40": 32}.get(base, 25))


def _screw_cap(half: float) -> str:
    h = half
    drawn = rect(-h, 44, 2 * h, 40, 4, fill=STEEL.face) + rect(
        h * 0.35, 45.2, h * 0.6, 37.6, 3, fill=STEEL.shade, stroke="none"
    )
    threads = "".join(f"M{n(-h)} {n(57 + 12 * k)}L{n(h)} {n(52 + 12 * k)}" for k in range(3))
    tip = path(f"M{n(-h * 0.7)} 84L{n(-h * 0.3)} 97h{n(h * 0.6)}L{n(h * 0.7)} 84Z", fill=DARK.face)
    return tip + drawn + path(threads, stroke_width=2) + rect(-h, 44, 2 * h, 40, 4)
