"""Trunking and cable trays, cut so that the profile shows."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import Tone
from catalog.domain.drawings.svg import INK, label, path, polygon, rect
from catalog.domain.drawings.svg import number as n


def _trunking(values: Values) -> Picture:
    """The profile in true proportion, extruded to the upper right, its lid on."""
    tone = values.tone("colour")
    width, height = values.number("width"), values.number("height")
    title = f"Trunking {values['width']} × {values['height']} mm, {values['colour']}"
    scale = min(132 / width, 96 / height, 2.4 + 60 / max(width, height))
    w, h, wall, away = max(width * scale, 24), max(height * scale, 16), 5.0, 62.0
    x, y = 28.0, 196.0 - h
    up = away * 0.72
    reach = min(w - 2 * wall, (h - wall) / 0.72)
    inside = rect(x, y, w, h, fill=tone.face) + polygon(
        [
            (x + wall, y),
            (x + wall, y + h - wall),
            (x + wall + reach, y + h - wall - reach * 0.72),
            (x + wall + reach, y),
        ],
        fill=tone.shade,
        stroke_width=1.8,
    )
    inside += rect(x, y, w, h, fill="#000", stroke="none", opacity=0.14)
    side = polygon(
        [(x + w, y), (x + w + away, y - up), (x + w + away, y + h - up), (x + w, y + h)], fill=tone.shade
    )
    if values["form"] == "tray":
        return Picture(title.replace("Trunking", "Cable tray"), _tray(x, w, h, tone) + _size(values))
    lid = polygon([(x, y), (x + w, y), (x + w + away, y - up), (x + away, y - up)], fill=tone.face)
    profile = (
        f"M{n(x)} {n(y)}V{n(y + h)}H{n(x + w)}V{n(y)}h{n(-wall)}V{n(y + h - wall)}H{n(x + wall)}V{n(y)}Z"
    )
    drawn = inside + _ribs(values, x, y, w, h, wall, tone) + side + lid + path(profile, fill=tone.face)
    if values["form"] == "slotted":
        slots = "".join(
            f"M{n(x + w + away * k / 6)} {n(y - up * k / 6 + 3)}v{n(h * 0.6)}" for k in range(1, 6)
        )
        drawn += path(slots, stroke_width=3)
    return Picture(title, drawn + _size(values))


def _size(values: Values) -> str:
    return label(214, 222, f"{values['width']}×{values['height']}", 18, INK, anchor="end")


def _tray(x: float, w: float, h: float, tone: Tone) -> str:
    """Open at the top, so that the perforated floor is seen."""
    h = min(h, 44)
    y = 196 - h
    back = polygon([(x, y), (x + 62, y - 45), (x + 62, y + h - 45), (x, y + h)], fill=tone.shade)
    floor = polygon(
        [(x, y + h), (x + w, y + h), (x + w + 62, y + h - 45), (x + 62, y + h - 45)], fill=tone.face
    )
    rows = "".join(f"M{n(x + 62 * k + 12)} {n(y + h - 45 * k)}h{n(w - 20)}" for k in (0.2, 0.45, 0.7))
    slots = path(rows, stroke="#5c6977", stroke_width=4.5, stroke_dasharray="8 14")
    side = polygon(
        [(x + w, y), (x + w + 62, y - 45), (x + w + 62, y + h - 45), (x + w, y + h)], fill=tone.face
    )
    front = f"M{n(x)} {n(y)}V{n(y + h)}H{n(x + w)}V{n(y)}"
    return back + floor + slots + side + path(front, stroke_width=4)


def _ribs(values: Values, x: float, y: float, w: float, h: float, wall: float, tone: Tone) -> str:
    count = values.whole("compartments")
    places = [x + w * index / count for index in range(1, count)]
    return "".join(
        rect(place - wall / 2, y + h * 0.25, wall, h * 0.75 - wall / 2, fill=tone.face, stroke_width=1.8)
        for place in places
    )


DRAWINGS: Final = (
    Drawing(
        "trunking",
        (
            Form(("closed", "slotted", "tray"), (("wiring", "slotted"),)),
            Amount("width", 40, ("width",), 5, 600),
            Amount("height", 25, ("height",), 5, 300),
            Amount("compartments", 1, ("compartments",), 1, 4),
            colour("white"),
        ),
        _trunking,
    ),
)
