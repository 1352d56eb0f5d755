"""The waves beside whatever is wireless."""

from catalog.domain.drawings.palette import BLUE
from catalog.domain.drawings.svg import at, circle, path


def radio(x: float, y: float, scale: float = 1) -> str:
    arcs = "M8-8a12 12 0 0 1 0 16M16-16a24 24 0 0 1 0 32"
    return at(
        x,
        y,
        path(arcs, stroke=BLUE.face, stroke_width=4),
        circle(0, 0, 4.5, fill=BLUE.face, stroke="none"),
        scale=scale,
    )
