"""Wall switches: rockers with the plan symbol of what they do, knobs, sensors."""

from collections.abc import Callable
from typing import Final

from catalog.domain.drawings.fields import Amount, Choice, Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import DARK, GLASS, Tone
from catalog.domain.drawings.parts import GOOD, led
from catalog.domain.drawings.socket import frame, insert_plate
from catalog.domain.drawings.svg import at, circle, group, line, path, rect

_SYMBOLS: Final = {
    "one-way": "M4-4l14-14l6 6",
    "two-way": "M4-4l14-14l6 6M-4 4l-14 14l-6-6",
    "intermediate": "M4-4l14-14l6 6M-4 4l-14 14l-6-6M4 4l14 14l6-6M-4-4l-14-14l-6 6",
    "two-pole": "M4-4l14-14l6 6M14-14l6 6",
}
"""How an electrician draws it on a plan, beside the circle of radius 5 that stands for the switch."""


def _rocker(tone: Tone, symbol: str, *, double: bool = False) -> str:
    """Pressed at the top: the upper half is in shade."""
    drawn = rect(-44, -44, 88, 88, 3, fill=tone.face)
    drawn += path("M-42.8-42.8h85.6v22h-85.6z", fill=tone.shade, stroke="none") + line(
        -44, -20, 44, -20, stroke_width=1.5
    )
    drawn += rect(-44, -44, 88, 88, 3)
    mark = group(circle(0, 0, 5), path(symbol), stroke=tone.mark, stroke_width=2.4)
    if double:
        return drawn + line(0, -44, 0, 44) + at(-22, 14, mark, scale=0.7) + at(22, 14, mark, scale=0.7)
    return drawn + at(0, 14, mark)


def _button(tone: Tone) -> str:
    bell = "M-11 10c4-4 2-20 11-20s7 16 11 20zM-3 15h6"
    drawn = rect(-44, -44, 88, 88, 3, fill=tone.face) + rect(
        -42.8, 30, 85.6, 12.8, 3, fill=tone.shade, stroke="none"
    )
    return drawn + rect(-44, -44, 88, 88, 3) + path(bell, stroke=tone.mark, stroke_width=2.4)


def _blind(tone: Tone) -> str:
    drawn = rect(-44, -44, 88, 88, 3, fill=tone.face) + rect(
        1.2, -42.8, 41.6, 85.6, fill=tone.shade, stroke="none"
    )
    drawn += rect(-44, -44, 88, 88, 3) + line(0, -44, 0, 44)
    return drawn + path("M-32 6l10-12l10 12M12-6l10 12l10-12", stroke=tone.mark, stroke_width=3)


def _dimmer(tone: Tone) -> str:
    arc = path("M-26 30a40 40 0 1 1 52 0", stroke=tone.mark, stroke_width=1.8, stroke_dasharray="1 6")
    knob = circle(0, 0, 29, fill=tone.shade) + circle(0, -2.5, 26, fill=tone.face, stroke="none")
    return arc + knob + line(9, -12, 16, -20, stroke_width=3.5)


def _motion(tone: Tone) -> str:
    lens = "M-34 20a34 34 0 0 1 68 0z"
    drawn = path(lens, fill=GLASS.face) + path("M-17 20v-28M0 20v-33M17 20v-28M-30 6h60", stroke_width=1.5)
    return drawn + path(lens) + led(0, 34)


def _timer(tone: Tone) -> str:
    screen = (
        rect(-34, -34, 68, 36, 4, fill="#cfe0c9") + circle(0, -16, 11) + path("M0-23v7h6", stroke_width=2)
    )
    keys = rect(-34, 14, 18, 18, 4, fill=tone.shade) + rect(-9, 14, 18, 18, 4, fill=tone.shade)
    return screen + keys + rect(16, 14, 18, 18, 4, fill=tone.shade)


def _touch(tone: Tone) -> str:
    drawn = rect(-44, -44, 88, 88, 8, fill=DARK.face) + circle(0, 0, 16, stroke=DARK.mark, stroke_width=2)
    return drawn + led(0, 0, GOOD, 4)


_WHOLE: Final[dict[str, Callable[[Tone], str]]] = {
    "push-button": _button,
    "blind": _blind,
    "dimmer": _dimmer,
    "motion": _motion,
    "timer": _timer,
    "button": _button,
    "rotary": _dimmer,
    "touch": _touch,
    "sensor": _motion,
}
"""What fills the insert instead of a rocker, by function or else by what the hand touches."""


def _insert(values: Values, tone: Tone) -> str:
    function, by = values["function"], values["by"]
    whole = _WHOLE.get(by) if by in {"touch", "button"} else _WHOLE.get(function) or _WHOLE.get(by)
    if whole:
        return whole(tone)
    double = function.startswith("double") or by == "double-rocker"
    single = {"double": "one-way", "double-two-way": "two-way"}.get(function, function)
    return _rocker(tone, _SYMBOLS[single], double=double)


def _switch(values: Values) -> Picture:
    gangs, tone = values.whole("gangs"), values.tone("colour")
    if values["form"] == "frame":
        empty = rect(-51, -51, 102, 102, 5, fill="#5c6977", fill_opacity=0.22)
        return Picture(
            f"Frame, {gangs} gang{'s' * (gangs > 1)}, {values['colour']}",
            frame(gangs, tone, (empty,) * gangs),
        )
    drawn = frame(gangs, tone, tuple(insert_plate(tone) + _insert(values, tone) for _ in range(gangs)))
    title = f"{values['function'].replace('-', ' ').capitalize()} switch"
    return Picture(f"{title}, {gangs} gang{'s' * (gangs > 1)}, {values['colour']}", drawn)


DRAWINGS: Final = (
    Drawing(
        "switch",
        (
            Form(("switch", "frame")),
            Choice(
                "function",
                (
                    "one-way",
                    "two-way",
                    "intermediate",
                    "double",
                    "double-two-way",
                    "two-pole",
                    "push-button",
                    "blind",
                    "dimmer",
                    "motion",
                    "timer",
                ),
                ("switch_function",),
            ),
            Choice("by", ("rocker", "double-rocker", "button", "rotary", "touch", "sensor"), ("rocker",)),
            Amount("gangs", 1, ("gangs",), 1, 5),
            colour("white"),
        ),
        _switch,
    ),
)
