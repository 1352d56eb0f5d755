"""Socket outlets in their frame."""

from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BLUE, BRASS, DARK, RED, STEEL, Tone
from catalog.domain.drawings.parts import hole, plate, recess, screw
from catalog.domain.drawings.svg import at, circle, line, path, polygon, rect

_SLOT: Final = DARK.shade


def frame(count: int, tone: Tone, inserts: tuple[str, ...]) -> str:
    """`count` inserts, each drawn in a square of 100 around its own middle, side by side in one frame."""
    side = min(176, 212 / count)
    left, scale = 120 - side * count / 2, side / 132
    top = 120 - side / 2 - 4 * (count > 1)
    drawn = plate(left - 2, top - 2, side * count + 4, side + 4 + 5, 14 * min(scale, 1) + 2, tone, 7)
    for index, insert in enumerate(inserts):
        drawn += at(left + side * (index + 0.5), top + side / 2, insert, scale=scale)
    return drawn


def insert_plate(tone: Tone) -> str:
    return rect(-51, -51, 102, 102, 5, fill=tone.face)


def _schuko(tone: Tone) -> str:
    drawn = circle(0, 0, 44, fill=tone.shade) + circle(0, 2.5, 40, fill=tone.face, stroke="none")
    drawn += rect(-6, -46, 12, 15, 2, fill=BRASS.face, stroke_width=2) + rect(
        -6, 31, 12, 15, 2, fill=BRASS.face, stroke_width=2
    )
    return drawn + hole(-19, 0, 6.5) + hole(19, 0, 6.5)


def _type_e(tone: Tone) -> str:
    drawn = circle(0, 0, 44, fill=tone.shade) + circle(0, 2.5, 40, fill=tone.face, stroke="none")
    drawn += circle(0, -20, 7, fill=BRASS.face) + circle(-2, -22, 2, fill="#fff", stroke="none", opacity=0.7)
    return drawn + hole(-19, 6, 6.5) + hole(19, 6, 6.5)


def _type_g(tone: Tone) -> str:
    slots = rect(-6, -24, 12, 24, 2) + rect(-31, 14, 22, 11, 2) + rect(9, 14, 22, 11, 2)
    drawn = f'<g fill="{_SLOT}" stroke="none">{slots}</g>'
    return (
        drawn
        + rect(22, -44, 20, 26, 3, fill=tone.shade, stroke_width=2)
        + rect(25, -29, 14, 3, 1, fill=RED.face, stroke="none")
    )


def _type_j(tone: Tone) -> str:
    shape = [(-40.0, 0.0), (-24.0, -24.0), (24.0, -24.0), (40.0, 0.0), (24.0, 24.0), (-24.0, 24.0)]
    return polygon(shape, fill=tone.shade) + hole(-20, 0, 6) + hole(20, 0, 6) + hole(0, 11, 6)


def _schuko_usb(tone: Tone) -> str:
    return at(0, -13, _schuko(tone), scale=0.72) + _usb_c(-18, 36) + _usb_c(18, 36)


def _usb_c(x: float, y: float) -> str:
    return rect(x - 12, y - 5.5, 24, 11, 5.5, fill=_SLOT, stroke_width=2) + line(
        x - 5, y, x + 5, y, stroke=STEEL.face, stroke_width=2
    )


def _usb(tone: Tone) -> str:
    drawn = rect(-30, -31, 60, 24, 3, fill=_SLOT) + rect(-24, -25, 48, 8, 1, fill=BLUE.face, stroke="none")
    return drawn + at(0, 22, _usb_c(0, 0), scale=1.6)


def _rj45(tone: Tone) -> str:
    def jack(x: float) -> str:
        opening = path(f"M{x - 17} -14h34v30h-9v8h-16v-8h-9z", fill=_SLOT)
        return opening + path(
            f"M{x - 11} -13v8m5.5-8v8m5.5-8v8m5.5-8v8m5.5-8v8", stroke=BRASS.face, stroke_width=2
        )

    return recess(-46, -30, 92, 64, 5, tone) + jack(-22) + jack(22)


def _antenna(tone: Tone) -> str:
    ring = circle(0, 0, 15, fill=STEEL.face) + circle(0, 0, 9, fill=_SLOT, stroke="none")
    pin = circle(0, 0, 3.5, fill=BRASS.face, stroke="none")
    return at(-24, 0, ring, pin) + at(24, 0, ring, circle(0, 0, 6, fill=STEEL.shade, stroke="none"))


def _speaker(tone: Tone) -> str:
    def post(x: float, cap: Tone) -> str:
        return circle(x, 0, 16, fill=cap.face) + circle(x, 0, 7, fill=BRASS.face) + hole(x, 0, 3)

    return post(-23, RED) + post(23, DARK)


def cee(face: Tone, pins: int) -> str:
    """The face of an IEC 60309 connector, in a square of 100 around its middle."""
    turns = {3: (0, 120, 240), 4: (0, 90, 180, 270), 5: (0, 72, 144, 216, 288)}[pins]
    drawn = (
        circle(0, 0, 46, fill=face.shade)
        + circle(0, 0, 38, fill=face.face)
        + rect(-6, 36, 12, 12, 2, fill=face.face)
    )
    for turn in turns:
        drawn += at(0, 0, circle(0, 24, 7.5 if turn == 0 else 5.8, fill=_SLOT, stroke="none"), turn=turn)
    return drawn


def _perilex(tone: Tone) -> str:
    drawn = circle(0, 0, 44, fill=tone.shade) + rect(-5, -9, 10, 18, 2, fill=_SLOT, stroke="none")
    slots = "".join(
        at(0, 0, rect(-8, -29, 16, 6, 1, fill=_SLOT, stroke="none"), turn=turn)
        for turn in (45, 135, 225, 315)
    )
    return drawn + slots


_INSERTS: Final = {
    "schuko": _schuko, "type-e": _type_e, "type-g": _type_g, "type-j": _type_j, "schuko-usb": _schuko_usb,
    "usb": _usb, "rj45": _rj45, "antenna": _antenna, "speaker": _speaker, "perilex": _perilex,
}  # fmt: skip
_NAMES: Final = {
    "schuko": "Schuko socket", "type-e": "French socket", "type-g": "British socket", "type-j": "Swiss socket",
    "schuko-usb": "Schuko socket with USB", "usb": "USB charging socket", "rj45": "Data socket",
    "antenna": "Antenna socket", "speaker": "Loudspeaker socket", "perilex": "Perilex socket", "cee": "CEE socket",
}  # fmt: skip


def _socket(values: Values) -> Picture:
    form, gangs, tone = values["type"], values.whole("gangs"), values.tone("colour")
    title = f"{_NAMES[form]}, {gangs} gang{'s' * (gangs > 1)}, {values['colour']}"
    if form == "cee":
        box = plate(60, 36, 120, 172, 12, tone, 10) + screw(74, 50, 5) + screw(166, 50, 5)
        cover, pins = (RED, 5) if values.whole("poles") > 3 else (BLUE, 3)
        return Picture(title, box + at(120, 128, cee(cover, pins), scale=1.08))
    drawn = frame(gangs, tone, tuple(insert_plate(tone) + _INSERTS[form](tone) for _ in range(gangs)))
    if values["lid"] == "yes" and gangs == 1:
        drawn += (
            path("M40 38v-12a6 6 0 0 1 6-6h148a6 6 0 0 1 6 6v12", fill=tone.shade)
            + line(66, 29, 96, 29)
            + line(144, 29, 174, 29)
        )
    return Picture(title, drawn)


DRAWINGS: Final = (
    Drawing(
        "socket",
        (
            Choice(
                "type",
                ("schuko", *(form for form in _NAMES if form != "schuko")),
                ("socket_type",),
                {"type-f": "schuko"},
            ),
            Amount("gangs", 1, ("gangs",), 1, 5),
            Amount("poles", 5, ("poles",), 2, 5),
            Choice(
                "lid",
                ("no", "yes"),
                ("ip_rating",),
                {
                    "ip44": "yes",
                    "ip54": "yes",
                    "ip55": "yes",
                    "ip65": "yes",
                    "ip66": "yes",
                    "ip67": "yes",
                    "ip68": "yes",
                    "ipx4": "yes",
                },
            ),
            colour("white"),
        ),
        _socket,
    ),
)
