"""Leads with something at both ends: extension strips, reels, patch and charging cables."""

from catalog.domain.drawings.keys import Values
from catalog.domain.drawings.palette import (
    BLACK,
    BLUE,
    BRASS,
    DARK,
    GLASS,
    ORANGE,
    RED,
    STEEL,
    WHITE,
    Tone,
)
from catalog.domain.drawings.parts import cord, ground, hole, pin, plate
from catalog.domain.drawings.svg import INK, at, circle, group, path, rect
from catalog.domain.drawings.svg import number as n


def extension_strip(values: Values, tone: Tone) -> str:
    outlets = min(values.whole("outlets"), 10)
    pitch = min(46, 190 / (outlets + 0.8))
    radius = pitch * 0.42
    length = pitch * (outlets + 0.8) + 10
    start = -length / 2
    drawn = plate(start, -34, length, 68, 14, tone, 8)
    for outlet in range(outlets):
        x = start + 8 + pitch * (outlet + 0.5)
        holes = hole(-radius * 0.42, 0, radius * 0.16) + hole(radius * 0.42, 0, radius * 0.16)
        drawn += group(
            circle(0, 0, radius, fill=tone.shade, stroke_width=2),
            holes,
            class_="outlet",
            transform=f"translate({n(x)} -4)rotate(45)",
        )
    x = start + length - pitch * 0.8
    drawn += (
        rect(x, -16, pitch * 0.5, 24, 3, fill=RED.face, stroke_width=2)
        if values["switched"] == "yes"
        else circle(x + pitch * 0.3, -4, 4, fill=tone.shade, stroke="none")
    )
    return cord(f"M{n(116 - length * 0.44)} 144C30 190 60 216 108 212", 8, tone) + at(
        120, 116, drawn, turn=-20
    )


def extension_reel(values: Values, tone: Tone) -> str:
    stand = path("M62 214L104 46h32L178 214", stroke_width=10) + path(
        "M62 214L104 46h32L178 214", stroke=STEEL.face, stroke_width=5.5
    )
    wound = (
        circle(120, 126, 78, fill=ORANGE.face)
        + circle(120, 126, 66, stroke_width=2)
        + circle(120, 126, 55, stroke_width=2)
    )
    return (
        ground(120, 216, 78)
        + stand
        + wound
        + circle(120, 126, 45, fill=tone.face)
        + "".join(
            at(
                120,
                126,
                circle(0, -25, 12, fill=tone.shade, stroke_width=2),
                hole(-5, -25, 2.2),
                hole(5, -25, 2.2),
                turn=turn,
            )
            for turn in (0, 120, 240)
        )
        + rect(94, 24, 52, 14, 7, fill=tone.face)
    )


def patch_cable(values: Values, tone: Tone) -> str:
    def rj45(x: float, y: float, turn: float) -> str:
        body = rect(-21, -34, 42, 52, 3, fill=GLASS.face) + path(
            "M-14-34v20M-8.400-34v20M-2.800-34v20M2.800-34v20M8.400-34v20M14-34v20",
            stroke=BRASS.shade,
            stroke_width=2.6,
        )
        return at(
            x,
            y,
            body,
            rect(-9, -12, 18, 34, 2, fill=GLASS.shade, stroke_width=2),
            rect(-17, 16, 34, 34, 6, fill=tone.face),
            turn=turn,
        )

    lead = cord("M76 118C76 190 40 214 104 214C190 214 108 120 164 84", 11, tone)
    return lead + rj45(76, 76, 0) + rj45(182, 62, 46)


def fibre_cable(values: Values, tone: Tone) -> str:
    def duplex(x: float, y: float, turn: float) -> str:
        pair = "".join(
            rect(dx - 11, -30, 22, 46, 3, fill=tone.face)
            + rect(dx - 4, -46, 8, 18, 2, fill=WHITE.face)
            + rect(dx - 7, 16, 14, 26, 4, fill=DARK.face)
            for dx in (-14, 14)
        )
        return at(x, y, pair, turn=turn)

    return (
        cord("M76 120C76 196 50 214 106 214C190 214 112 124 158 90", 7, tone)
        + duplex(76, 80, 0)
        + duplex(178, 66, 42)
    )


def charging_cable(values: Values, tone: Tone) -> str:
    from_to = cord("M66 128C66 222 130 150 138 196C146 230 192 206 186 148", 11, BLACK)
    head = (
        plate(34, 34, 64, 66, 14, BLACK, 6)
        + rect(50, 98, 32, 44, 8, fill=BLUE.face)
        + circle(66, 66, 22, fill=DARK.face)
    )
    contacts = "".join(
        circle(66 + x, 66 + y, 3.6, fill=STEEL.face, stroke="none")
        for x, y in ((-13, 0), (0, 0), (13, 0), (-7, 11), (7, 11), (-7, -11), (7, -11))
    )
    other = (
        rect(170, 96, 32, 58, 8, fill=BLUE.face)
        + plate(154, 34, 64, 66, 14, BLACK, 6)
        + circle(186, 66, 22, fill=DARK.shade)
    )
    return from_to + head + contacts + other


def extension_lead(values: Values, tone: Tone) -> str:
    """Coiled, a plug at one end and a coupling at the other."""
    rings = "".join(
        circle(120, 128, radius, stroke=INK, stroke_width=11.4)
        + circle(120, 128, radius, stroke=tone.face, stroke_width=7)
        for radius in (70, 58, 46)
    )
    tie = rect(40, 116, 48, 22, 5, fill=tone.shade)
    head = pin(-11, -56, 8, 26) + pin(11, -56, 8, 26) + rect(-25, -34, 50, 32, 8, fill=tone.face)
    plug = at(72, 66, head, rect(-12, -4, 24, 26, 6, fill=tone.face), turn=-30)
    mouth = rect(-27, -40, 54, 40, 10, fill=tone.face) + rect(-27, -40, 54, 11, 5, fill=tone.shade)
    coupling = at(172, 70, mouth, rect(-13, -2, 26, 26, 6, fill=tone.face), turn=34)
    return at(0, 14, rings, tie, plug, coupling)
