"""USB chargers, battery chargers, power banks."""

from typing import Final

from catalog.domain.drawings.battery import power_bank
from catalog.domain.drawings.fields import Amount, Choice, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import BRASS, DARK, GREEN, STEEL, Tone
from catalog.domain.drawings.parts import GOOD, cord, ground, led, pin, plate
from catalog.domain.drawings.svg import line, rect


def usb_port(x: float, y: float, kind: str, scale: float = 1) -> str:
    """The face of a USB port around (x, y)."""
    if kind == "usb-a":
        width, height = 36 * scale, 14 * scale
        drawn = rect(x - width / 2, y - height / 2, width, height, 2, fill=DARK.shade)
        return drawn + rect(
            x - width * 0.38, y - height * 0.32, width * 0.76, height * 0.3, fill="#3f86d0", stroke="none"
        )
    width, height = 34 * scale, 13 * scale
    return rect(x - width / 2, y - height / 2, width, height, height / 2, fill=DARK.shade) + line(
        x - width * 0.26, y, x + width * 0.26, y, stroke=STEEL.face, stroke_width=2.5
    )


def _wall(values: Values, tone: Tone) -> str:
    ports = values.whole("ports")
    height = 70 + 20 * ports
    top = 206 - height
    drawn = pin(92, top - 34, 11, 42) + pin(148, top - 34, 11, 42) + plate(62, top, 116, height, 18, tone, 9)
    kinds = {"usb-a": ("usb-a",), "usb-a-c": ("usb-c", "usb-a")}.get(values["connector"], ("usb-c",))
    for port in range(ports):
        drawn += usb_port(120, top + 30 + 21 * port, kinds[port % len(kinds)], 0.95)
    return drawn + led(120, top + height - 20)


def _cells(values: Values, tone: Tone) -> str:
    drawn = ground(120, 210, 96) + plate(28, 60, 184, 150, 14, tone, 12)
    for bay in range(4):
        x = 44 + bay * 40
        drawn += rect(x, 72, 32, 96, 5, fill=DARK.shade) + rect(
            x + 12, 78, 8, 8, 2, fill=STEEL.face, stroke="none"
        )
        drawn += rect(x + 5, 84, 22, 80, 4, fill=GREEN.face, stroke_width=1.8) + rect(
            x + 5, 84, 22, 20, 4, fill=BRASS.face, stroke_width=1.8
        )
        drawn += led(x + 16, 184, GOOD if bay < 3 else "#ffb638", 4)
    return drawn


def _car(values: Values, tone: Tone) -> str:
    drawn = rect(110, 192, 20, 20, 5, fill=STEEL.face) + plate(90, 96, 60, 100, 10, tone, 6)
    drawn += (
        rect(78, 120, 14, 30, 5, fill=STEEL.face)
        + rect(148, 120, 14, 30, 5, fill=STEEL.face)
        + plate(70, 44, 100, 56, 12, tone, 7)
    )
    return drawn + usb_port(120, 62, "usb-c") + usb_port(120, 82, "usb-a", 0.9)


def _pad(values: Values, tone: Tone) -> str:
    drawn = cord("M120 190C120 214 160 208 206 214", 6) + plate(40, 56, 160, 140, 60, tone, 12)
    return (
        drawn
        + rect(86, 84, 68, 60, 30, stroke=tone.mark, stroke_width=2.4)
        + usb_port(120, 114, "usb-c", 0.6)
    )


def _charger(values: Values) -> Picture:
    tone, form = values.tone("colour"), values["form"]
    ports = values.whole("ports")
    match form:
        case "cells":
            return Picture(f"Battery charger with four bays, {values['colour']}", _cells(values, tone))
        case "power-bank":
            return Picture(f"Power bank, {values['colour']}", power_bank(tone))
        case "car":
            return Picture(f"Car charger, {values['colour']}", _car(values, tone))
        case "wireless":
            return Picture(f"Wireless charger, {values['colour']}", _pad(values, tone))
        case _:
            return Picture(
                f"USB charger with {ports} port{'s' * (ports > 1)}, {values['colour']}", _wall(values, tone)
            )


DRAWINGS: Final = (
    Drawing(
        "charger",
        (
            Form(
                ("usb", "cells", "power-bank", "car", "wireless"),
                (
                    ("power-bank", "power-bank"),
                    ("powerbank", "power-bank"),
                    ("qi-", "wireless"),
                    ("wireless", "wireless"),
                    ("car-", "car"),
                    ("battery-charger", "cells"),
                    ("battery", "cells"),
                ),
                (
                    ("battery_size", "power-bank", "power-bank"),
                    ("battery_size", "", "cells"),
                    ("battery_chemistry", "", "cells"),
                    ("capacity", "", "power-bank"),
                ),
            ),
            Amount("ports", 1, ("ports", "usb_ports"), 1, 4),
            Choice("connector", ("usb-c", "usb-a", "usb-a-c"), ("connector",)),
            colour("white"),
        ),
        _charger,
    ),
)
