"""Residual current devices, with and without overcurrent protection."""

from typing import Final

from catalog.domain.drawings.breaker import CURVES, module, pole_count, terminals, toggle
from catalog.domain.drawings.fields import Amount, Choice, Size, spelling
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import AMBER, BLUE, WHITE, YELLOW
from catalog.domain.drawings.svg import group, label, line, path, rect
from catalog.domain.drawings.svg import number as n


def _rcd(values: Values) -> Picture:
    count = 4 if values.whole("poles") > 2 else 2
    start, whole = 120 - 24.0 * count, 48.0 * count
    curve = "" if values["curve"] == "none" else values["curve"].upper()
    current, residual = spelling(values.number("current")), spelling(values.number("residual"))
    marking = curve + current if curve else f"{current}A"
    inside = terminals(start, count, 48) + label(start + 7, 91, marking, 17, anchor="start")
    inside += label(start + 7, 107, f"{residual}mA", 13, anchor="start") + _waves(
        start + whole - 38, 77, values["type"]
    )
    inside += toggle(start + 10, 118, 30 if count == 2 else 54, BLUE)
    button = start + whole - 34
    inside += rect(button, 120, 24, 24, 4, fill=YELLOW.face) + label(button + 12, 138, "T", 16)
    title = f"Residual current device {marking}, {residual} mA, type {values['type'].upper()}, {pole_count(count)}"
    poles = "".join(
        group(
            line(start + 48 * pole, 30, start + 48 * pole, 72),
            line(start + 48 * pole, 168, start + 48 * pole, 210),
            class_="pole",
        )
        for pole in range(count)
    )
    return Picture(title, module(start, whole, inside) + poles)


def _waves(x: float, y: float, kind: str) -> str:
    """The symbol of the residual currents that are seen: alternating, pulsating, mixed frequencies, smooth direct."""
    sine, pulses = "q4.5-12 9 0t9 0", "h3q4-12 8 0h4q4-12 8 0"
    rows = {"ac": (sine,), "a": (sine, pulses), "f": (sine, pulses), "b": (sine, pulses)}.get(
        kind, (sine, pulses)
    )
    d = "".join(f"M{n(x + 5)} {n(y + 9 + 11 * row)}{curve}" for row, curve in enumerate(rows))
    if kind in {"b", "ev", "a-ev"}:
        d += f"M{n(x + 5)} {n(y + 26)}h20M{n(x + 5)} {n(y + 30)}h4m4 0h4m4 0h4"
    height = 34 if kind in {"b", "ev", "a-ev"} else 28 if len(rows) > 1 else 18
    face = {"f": AMBER.face, "b": BLUE.mark}.get(kind, WHITE.face)
    return rect(x, y, 30, height, 3, fill=face, stroke_width=1.8) + path(
        d, stroke=WHITE.mark, stroke_width=1.8
    )


DRAWINGS: Final = (
    Drawing(
        "rcd",
        (
            Size("poles", 2, ("poles",), (2, 4)),
            Choice("curve", ("none", *CURVES), ("tripping_curve",)),
            Amount("current", 40, ("rated_current",), 0.1, 6300, whole=False),
            Amount("residual", 30, ("residual_current",), 1, 10000),
            Choice("type", ("a", "ac", "f", "b", "a-ev", "ev"), ("rcd_type",)),
        ),
        _rcd,
    ),
)
