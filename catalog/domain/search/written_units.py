"""Units as shoppers write them behind a number, and the rules for letters that may be something else.

1. Most units are read in any letter case: `60w`, `5000MAH`.
2. Where case tells two units apart, only the exact symbol counts: `mW` and `MW`, `nm` and `Nm`. `M`, `G` and `H` are
   no metre, gram or hour: `3M` is a brand, `5G` a mobile network.
3. A unit is attached to its number, or one space or hyphen away; a single letter has no hyphen (`5-A` is half of a part
   number), `in` no space (`5 in 1`, `7 in black`).
4. Some are read for plausible numbers only: kelvin from 1,000 to 20,000 (`4K` is a screen, `10k` a thousand), poles as `p`
   up to 5 (`1080p`), newton from 10 (`3N` is three phases and neutral), `2g` to `6g` not as grams.
5. ` a ` before a period is an article: `5 a day`. `Cat 6A` and `Pixel 6a` are names, and so is what follows the others
   of `_NUMBERED`.
Seconds, tonnes, days, bytes and farads as single letters are not read at all: `6s`, `8t`, `3d`, `802.11b`.
"""

import re
from decimal import Decimal
from typing import Final

_ANY_CASE: Final = {
    "W": "w watt watts", "kW": "kw kilowatt kilowatts",
    "Wh": "wh", "kWh": "kwh", "VA": "va", "kVA": "kva", "kvar": "kvar",
    "V": "v vac vdc volt volts", "mV": "mv", "kV": "kv kilovolt kilovolts",
    "A": "a amp amps ampere amperes", "mA": "ma milliamp milliamps", "kA": "ka", "Ah": "ah", "mAh": "mah",
    "Hz": "hz hertz", "kHz": "khz", "MHz": "mhz megahertz", "GHz": "ghz gigahertz", "rpm": "rpm r/min u/min 1/min",
    "lm": "lm lumen lumens", "lx": "lx lux", "lm/W": "lm/w",
    "K": "k kelvin", "°C": "°c degc celsius", "°F": "°f degf fahrenheit", "°": "° deg degree degrees",
    "m": "mtr mtrs metre metres meter meters", "mm": "mm millimetre millimetres millimeter millimeters",
    "cm": "cm centimetre centimetres centimeter centimeters", "km": "km",
    "in": 'in inch inches "', "ft": "ft foot feet '",
    "mm²": "mm² mm2 mm^2 qmm sqmm", "cm²": "cm² cm2", "m²": "m² m2 qm", "m³": "m³",
    "L": "l litre litres liter liters", "mL": "ml", "cL": "cl",
    "m³/h": "m³/h m3/h cbm/h", "L/min": "l/min", "cfm": "cfm",
    "g": "gram grams gramme grammes", "kg": "kg kgs kilogram kilograms", "lb": "lb lbs", "oz": "oz",
    "ms": "ms", "min": "min mins minute minutes", "h": "hr hrs hour hours",
    "Ω": "ω ohm ohms", "kΩ": "kω kohm", "MΩ": "mohm",
    "pF": "pf", "nF": "nf", "µF": "µf uf", "J": "joule joules",
    "bar": "bar bars", "mbar": "mbar", "kPa": "kpa",
    "Nm": "n·m", "dB": "db dba db(a)", "%": "% percent",
    "kB": "kb", "MB": "mb megabyte megabytes", "GB": "gb gig gigs gigabyte gigabytes", "TB": "tb terabyte terabytes",
    "bit": "bit", "kbit/s": "kbps", "Mbit/s": "mbit/s mbps mbit", "Gbit/s": "gbit/s gbps gbit gbe gigabit",
    "MT/s": "mt/s", "dpi": "dpi", "px": "px pixel pixels", "MP": "mp megapixel megapixels",
    "pole": "p pole poles", "core": "core cores conductor conductors", "pair": "pair pairs", "gang": "gang gangs",
    "phase": "phase phases", "module": "module modules", "port": "port ports", "channel": "channel channels",
    "slot": "slot slots", "bay": "bay bays", "row": "row rows", "rack unit": "u",
    "piece": "pack pcs piece pieces",
}  # fmt: skip
_AS_WRITTEN: Final = {
    "m": "m", "g": "g", "h": "h", "N": "N", "J": "J", "kJ": "kJ", "kN": "kN", "Nm": "Nm", "nm": "nm",
    "mW": "mW", "MW": "MW", "µm": "µm", "µA": "µA", "mΩ": "mΩ", "MΩ": "MΩ", "MPa": "MPa",
    "Mb/s": "Mbit/s", "Gb/s": "Gbit/s",
}  # fmt: skip
_BY_SPELLING: Final = {form: symbol for symbol, forms in _ANY_CASE.items() for form in forms.split()}

COUNTED: Final = frozenset({
    "pole", "core", "pair", "gang", "phase", "module", "port", "channel", "slot", "bay", "row", "rack unit", "piece"
})  # fmt: skip
"""Things counted rather than measured; a quantity has their name, in the singular, as its unit."""

_BETWEEN: Final[dict[str, tuple[int, int]]] = {
    "k": (1_000, 20_000), "p": (1, 5), "u": (1, 60), "n": (10, 10**9)
}  # fmt: skip
_MOBILE_NETWORKS: Final = range(2, 7)
_A_PERIOD: Final = re.compile(
    r"\s+(?:day|night|week|month|year|hour|minute|time|piece|pair|box|pack)", re.IGNORECASE
)
_NUMBERED: Final = re.compile(
    r"(?<!\w)(?:cat|category|class|type|model|iphone|pixel|galaxy|redmi|note|oneplus)\.?[\s-]{0,2}\Z",
    re.IGNORECASE,
)

PATTERN: Final = "|".join(
    re.escape(form) for form in sorted({*_BY_SPELLING, *_AS_WRITTEN}, key=lambda form: (-len(form), form))
)
"""Every spelling, longest first, for a pattern that ignores case."""


def unit_meant(written: str, value: Decimal, *, before: str, gap: str, after: str) -> str | None:
    """The symbol of a unit written behind a number, or the name of what is counted; None when it may be no unit.

    `before` and `after` are the text around the whole quantity, `gap` is what stands between number and unit.
    """
    meant = _AS_WRITTEN.get(written) or _BY_SPELLING.get(written.lower())
    if meant is None:
        return None
    is_whole = value == value.to_integral_value()
    least, most = _BETWEEN.get(written.lower(), (value, value))
    in_doubt = (
        (len(written) == 1 and not _is_plausible(written, before, gap, after))
        or (written.lower() == "in" and (gap.isspace() or after.startswith("-")))
        or not least <= value <= most
        or (meant in COUNTED and not (is_whole and value >= 1))
        or (written == "g" and not gap and value in _MOBILE_NETWORKS)
    )
    return None if in_doubt else meant


def _is_plausible(letter: str, before: str, gap: str, after: str) -> bool:
    """Whether a unit of one sign is meant as one, by what stands around it."""
    if not letter.isalpha():
        return True
    if gap == "-" or _NUMBERED.search(before):
        return False
    return not (letter == "a" and gap and _A_PERIOD.match(after))
