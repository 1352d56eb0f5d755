"""Smart home devices that switch, and the buttons that tell them to."""

from catalog.domain.drawings.breaker import module
from catalog.domain.drawings.keys import Values
from catalog.domain.drawings.palette import BLUE, DARK, GREEN, Tone
from catalog.domain.drawings.parts import GOOD, led, plate, screw
from catalog.domain.drawings.smart_radio import radio
from catalog.domain.drawings.svg import circle, path, rect


def relay(values: Values, tone: Tone) -> str:
    wires = "".join(
        path(f"M{x} 172v44", stroke="currentColor", stroke_width=11)
        + path(f"M{x} 172v42.5", stroke=face, stroke_width=6.5)
        for x, face in ((80, "#8f5a3a"), (107, BLUE.face), (134, "#2a323c"), (161, "#2a323c"))
    )
    terminals = "".join(screw(x, 158, 9, 30) for x in (80, 107, 134, 161))
    return (
        wires
        + plate(50, 46, 140, 134, 14, tone, 9)
        + rect(62, 142, 116, 32, 4, fill=GREEN.face)
        + terminals
        + path("M84 100h20l24-16M130 100h26", stroke=tone.mark, stroke_width=4)
        + radio(150, 72, 0.8)
        + led(72, 66)
    )


def button(values: Values, tone: Tone) -> str:
    return (
        plate(40, 40, 160, 160, 26, tone, 11)
        + circle(120, 116, 48, fill=tone.shade)
        + circle(120, 112, 45, fill=tone.face, stroke="none")
        + radio(110, 114)
    )


def din(values: Values, tone: Tone) -> str:
    inside = "".join(screw(x, y, 8, 20) for y in (50, 190) for x in (78, 106, 134, 162))
    keys = "".join(
        rect(72 + 25 * k, 84, 18, 13, 3, fill=DARK.face)
        + led(81 + 25 * k, 108, GOOD if k % 2 else "#5c6977", 3)
        for k in range(4)
    )
    return module(60, 120, inside, keys, radio(110, 140))
