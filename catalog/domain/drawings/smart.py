"""Smart home devices."""

from typing import Final

from catalog.domain.drawings.actuators import button, din, relay
from catalog.domain.drawings.fields import Form, colour
from catalog.domain.drawings.keys import Drawing, Picture, Values
from catalog.domain.drawings.palette import AMBER, BLUE, DARK, GLASS, RED, STEEL, Tone
from catalog.domain.drawings.parts import GOOD, bars, ground, hole, led, plate
from catalog.domain.drawings.smart_radio import radio
from catalog.domain.drawings.svg import circle, label, path, rect


def smart_plug(values: Values, tone: Tone) -> str:
    face = circle(112, 126, 66, fill=tone.shade) + circle(112, 129, 61, fill=tone.face, stroke="none")
    earth = rect(104, 56, 16, 20, 3, fill=STEEL.face, stroke_width=2) + rect(
        104, 176, 16, 20, 3, fill=STEEL.face, stroke_width=2
    )
    return (
        plate(28, 42, 168, 168, 40, tone, 10)
        + face
        + earth
        + hole(84, 126, 9)
        + hole(140, 126, 9)
        + led(178, 62, GOOD, 5)
        + radio(184, 34)
    )


def _motion(values: Values, tone: Tone) -> str:
    lens = path("M84 78a36 36 0 0 1 72 0v44H84Z", fill=GLASS.face) + path(
        "M102 46v76M120 42v80M138 46v76M84 72h72M84 98h72", stroke_width=1.5
    )
    return (
        radio(184, 62)
        + lens
        + plate(66, 116, 108, 92, 16, tone, 9)
        + led(120, 150, RED.face)
        + path("M84 78a36 36 0 0 1 72 0v38")
    )


def _contact(values: Values, tone: Tone) -> str:
    return (
        plate(56, 40, 70, 164, 12, tone, 9)
        + plate(138, 84, 38, 120, 10, tone, 8)
        + led(91, 64)
        + path("M91 150v30M157 128v52", stroke=tone.shade, stroke_width=4)
        + radio(160, 46)
    )


def _thermostat(values: Values, tone: Tone) -> str:
    dial = (
        circle(120, 120, 86, fill=tone.shade)
        + circle(120, 117, 84, fill=tone.face, stroke="none")
        + circle(120, 118, 62, fill=DARK.face)
    )
    arc = path("M76 160a61 61 0 1 1 88-84", stroke=AMBER.face, stroke_width=7)
    return (
        dial
        + circle(120, 118, 74, stroke=tone.shade, stroke_width=2)
        + arc
        + label(120, 134, "21°", 40, DARK.mark)
    )


def _valve(values: Values, tone: Tone) -> str:
    return (
        rect(18, 96, 40, 50, 5, fill=STEEL.face)
        + rect(52, 84, 22, 74, 4, fill=STEEL.shade)
        + plate(72, 64, 142, 114, 36, tone, 12)
        + rect(104, 92, 64, 46, 6, fill=DARK.face)
        + label(136, 123, "21°", 25, DARK.mark)
        + path("M192 84v68", stroke=tone.shade, stroke_width=4)
    )


def _smoke(values: Values, tone: Tone) -> str:
    return (
        path("M96 46q-10-10 0-20M120 42q-10-10 0-20M144 46q-10-10 0-20", stroke_width=4.5, stroke="#8793a1")
        + plate(34, 74, 172, 92, 40, tone, 14)
        + bars(66, 128, 108, 16, 10)
        + led(120, 102, RED.face, 5)
    )


def _hub(values: Values, tone: Tone) -> str:
    house = path("M96 120l24-22l24 22v24h-48z", stroke=BLUE.face, stroke_width=4)
    return (
        ground(120, 208, 84)
        + plate(40, 54, 160, 152, 34, tone, 12)
        + circle(120, 124, 46, stroke=tone.shade, stroke_width=3)
        + house
        + led(120, 184)
    )


_FORMS: Final = {
    "hub": (_hub, "Smart home hub"), "plug": (smart_plug, "Smart plug"), "motion": (_motion, "Motion sensor"),
    "contact": (_contact, "Contact sensor"), "thermostat": (_thermostat, "Room thermostat"), "valve": (_valve, "Radiator thermostat"),
    "smoke": (_smoke, "Smoke alarm"), "relay": (relay, "Flush-mounted actuator"), "button": (button, "Wireless button"),
    "din": (din, "DIN rail actuator"),
}  # fmt: skip


def _smart(values: Values) -> Picture:
    drawn_by, name = _FORMS[values["form"]]
    return Picture(f"{name}, {values['colour']}", drawn_by(values, values.tone("colour")))


DRAWINGS: Final = (
    Drawing(
        "smart-home",
        (
            Form(
                tuple(_FORMS),
                (
                    ("radiator", "valve"),
                    ("thermostat", "thermostat"),
                    ("motion", "motion"),
                    ("presence", "motion"),
                    ("door", "contact"),
                    ("window", "contact"),
                    ("water", "contact"),
                    ("temperature", "contact"),
                    ("smoke", "smoke"),
                    ("siren", "smoke"),
                    ("plug", "plug"),
                    ("din-rail", "din"),
                    ("gateway", "hub"),
                    ("bridge", "hub"),
                    ("actuator", "relay"),
                    ("relay", "relay"),
                    ("dimmer", "relay"),
                    ("module", "relay"),
                    ("remote", "button"),
                    ("sensor", "motion"),
                ),
                (
                    ("socket_type", "", "plug"),
                    ("thermostat", "", "thermostat"),
                    ("detection_range", "", "motion"),
                    ("mounting", "din-rail", "din"),
                    ("modules", "", "din"),
                    ("switch_function", "", "relay"),
                    ("battery_size", "", "contact"),
                    ("mounting", "plug-in", "plug"),
                ),
            ),
            colour("white"),
        ),
        _smart,
    ),
)
