"""Units as electrical goods use them: one symbol each, exact conversion, and no confusion of W with VA.

A table of our own, because general unit libraries read `cfm` as centifermi, count rpm in radians and turn
volt-amperes into watts.
"""

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

_MILLI, _MICRO, _NANO, _PICO = (Fraction(1, 10**power) for power in (3, 6, 9, 12))
_KILO, _MEGA, _GIGA, _TERA = (Fraction(10**power) for power in (3, 6, 9, 12))
_ONE = Fraction(1)


def _metric(symbol: str, *prefixes: str) -> dict[str, Fraction]:
    known = {"p": _PICO, "n": _NANO, "µ": _MICRO, "m": _MILLI, "k": _KILO, "M": _MEGA, "G": _GIGA, "T": _TERA}
    return {symbol: _ONE} | {f"{prefix}{symbol}": known[prefix] for prefix in prefixes}


_DIMENSIONS: Final[dict[str, dict[str, Fraction]]] = {
    "length": _metric("m", "n", "µ", "m", "k")
    | {"cm": Fraction("0.01"), "dm": Fraction("0.1"), "in": Fraction("0.0254"), "ft": Fraction("0.3048")},
    "area": {"m²": _ONE, "cm²": Fraction(1, 10**4), "mm²": _MICRO},
    "volume": {"L": _ONE, "mL": _MILLI, "cL": Fraction("0.01"), "cm³": _MILLI, "dm³": _ONE, "m³": _KILO},
    "mass": _metric("g", "m", "k")
    | {"t": _MEGA, "lb": Fraction("453.59237"), "oz": Fraction("28.349523125")},
    "time": {"s": _ONE, "ns": _NANO, "µs": _MICRO, "ms": _MILLI, "min": Fraction(60), "h": Fraction(3600)}
    | {"d": Fraction(86_400), "a": Fraction(31_557_600)},
    "power": _metric("W", "µ", "m", "k", "M"),
    "apparent power": _metric("VA", "m", "k", "M"),
    "reactive power": _metric("var", "k", "M"),
    "voltage": _metric("V", "µ", "m", "k"),
    "current": _metric("A", "n", "µ", "m", "k"),
    "resistance": _metric("Ω", "µ", "m", "k", "M", "G"),
    "capacitance": _metric("F", "p", "n", "µ", "m"),
    "inductance": _metric("H", "n", "µ", "m"),
    "charge": _metric("Ah", "m", "k"),
    "energy": _metric("Wh", "m", "k", "M") | {"J": Fraction(1, 3600), "kJ": Fraction(1000, 3600)},
    "frequency": _metric("Hz", "k", "M", "G"),
    "rotation": {"rpm": _ONE, "1/s": Fraction(60)},
    "volume flow": {"m³/h": _ONE, "L/min": Fraction("0.06"), "L/s": Fraction("3.6")}
    | {"cfm": Fraction("1.69901082")},
    "luminous flux": _metric("lm", "k"),
    "illuminance": _metric("lx", "k"),
    "luminous intensity": _metric("cd", "m"),
    "luminous efficacy": {"lm/W": _ONE},
    "pressure": _metric("Pa", "k", "M") | {"bar": Fraction(10**5), "mbar": Fraction(100)},
    "force": _metric("N", "k"),
    "torque": {"Nm": _ONE, "Ncm": Fraction("0.01")},
    "angle": {"°": _ONE},
    "sound level": {"dB": _ONE},
    "share": {"%": _ONE, "‰": Fraction(1, 10)},
    "data": _metric("B", "k", "M", "G", "T") | {"bit": Fraction(1, 8)},
    "data rate": _metric("bit/s", "k", "M", "G"),
    "transfer rate": {"MT/s": _ONE},
    "pixels": {"px": _ONE, "MP": _MEGA},
    "pixel density": {"dpi": _ONE},
    "temperature": {"°C": _ONE, "K": _ONE, "°F": Fraction(5, 9)},
}
_ZERO: Final = {"°C": Fraction("273.15"), "°F": Fraction("459.67") * Fraction(5, 9)}
"""Where a scale's 0 lies, in kelvin."""

_ALIASES: Final = {
    "mm2": "mm²", "qmm": "mm²", "sqmm": "mm²", "cm2": "cm²", "m2": "m²", "qm": "m²", "m3": "m³", "cm3": "cm³",
    "m3/h": "m³/h", "cbm/h": "m³/h", "l/min": "L/min", "l/s": "L/s", "inch": "in", "inches": "in", '"': "in", "″": "in",
    "foot": "ft", "feet": "ft", "metre": "m", "metres": "m", "meter": "m", "meters": "m", "litre": "L", "liter": "L",
    "lbs": "lb", "ohm": "Ω", "kohm": "kΩ", "mohm": "MΩ", "degc": "°C", "celsius": "°C", "degf": "°F", "kelvin": "K",
    "watt": "W", "watts": "W", "volt": "V", "volts": "V", "amp": "A", "amps": "A", "ampere": "A", "lumen": "lm",
    "lux": "lx", "hertz": "Hz", "r/min": "rpm", "u/min": "rpm", "1/min": "rpm", "percent": "%", "deg": "°",
    "degree": "°", "degrees": "°", "db(a)": "dB", "dba": "dB", "sec": "s", "hours": "h", "hour": "h", "hrs": "h",
    "kb": "kB", "years": "a", "year": "a", "days": "d", "day": "d", "mbps": "Mbit/s", "gbps": "Gbit/s", "mbit/s": "Mbit/s",
    "n·m": "Nm",
}  # fmt: skip

_DIMENSION_OF: Final = {symbol: name for name, symbols in _DIMENSIONS.items() for symbol in symbols}
_LOWER: Final = Counter(known.lower() for known in _DIMENSION_OF)
_BY_LOWER_CASE: Final = {known.lower(): known for known in _DIMENSION_OF if _LOWER[known.lower()] == 1}
"""`kw` can only be kW, but `mw` could be mW or MW."""
_LOOK_ALIKES: Final = str.maketrans({"μ": "µ", "Ω": "Ω", "º": "°", "˚": "°"})
_QUANTITY: Final = re.compile(r"\s*([-+−]?\d[\d.,'\u00a0\u202f ]*|[-+−]?[.,]\d+)\s*(.*?)\s*", re.DOTALL)


class UnknownUnit(ValueError):
    """A symbol that is in no table."""


class DifferentDimension(ValueError):
    """Two units that do not measure the same thing, like W and VA."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """From one unit to another of the same dimension: `value * factor + offset`, exact."""

    factor: Fraction
    offset: Fraction = Fraction(0)

    def __call__(self, value: Decimal) -> Decimal:
        if self.factor == 1 and not self.offset:
            return value
        exact = Fraction(value) * self.factor + self.offset
        return Decimal(exact.numerator) / Decimal(exact.denominator)


def symbol(text: str) -> str:
    """The one symbol a unit is stored and shown in: `mm2` is `mm²`, `kw` is `kW`. Unknown units stay as they are."""
    written = text.strip().translate(_LOOK_ALIKES).replace("^2", "²").replace("^3", "³")
    if written in _DIMENSION_OF:
        return written
    if written.lower() in _ALIASES:
        return _ALIASES[written.lower()]
    return _BY_LOWER_CASE.get(written.lower(), written)


def dimension(unit: str) -> str:
    """What a unit measures: `kW` is of `power`, `VA` of `apparent power`. Raises `UnknownUnit`."""
    found = _DIMENSION_OF.get(symbol(unit))
    if found is None:
        raise UnknownUnit(f"the unit {unit!r} is not known")
    return found


def conversion(source: str, target: str) -> Conversion:
    """How values in `source` become values in `target`. Raises `UnknownUnit` or `DifferentDimension`."""
    source, target = symbol(source), symbol(target)
    if source == target:
        return Conversion(_ONE)
    measured, wanted = dimension(source), dimension(target)
    if measured != wanted:
        raise DifferentDimension(f"{source} is a unit of {measured}, {target} of {wanted}")
    per_source, per_target = _DIMENSIONS[measured][source], _DIMENSIONS[measured][target]
    offset = (_ZERO.get(source, Fraction(0)) - _ZERO.get(target, Fraction(0))) / per_target
    return Conversion(per_source / per_target, offset if measured == "temperature" else Fraction(0))


def quantity(text: str, decimal_mark: str = ".") -> tuple[Decimal, str]:
    """`"1.5 kW"` is (1.5, `kW`), `"60"` is (60, empty). Raises ValueError when there is no number in front."""
    found = _QUANTITY.fullmatch(text)
    if not found:
        raise ValueError(f"{text!r} is not a number")
    return number(found[1], decimal_mark), symbol(found[2])


def number(text: str, decimal_mark: str = ".") -> Decimal:
    """A number as people write it; the mark that is not the decimal one may group thousands. Raises ValueError."""
    grouping = "," if decimal_mark == "." else "."
    whole, mark, fraction = text.strip().replace("−", "-").partition(decimal_mark)
    groups = re.split(rf"[{grouping}'\u00a0\u202f ]", whole.strip())
    badly_grouped = len(groups) > 1 and not all(len(group) == 3 for group in groups[1:])
    digits = "".join(groups)
    if badly_grouped or not re.fullmatch(r"[-+]?\d*", digits) or not re.fullmatch(r"\d*", fraction.strip()):
        raise ValueError(f"{text.strip()!r} is not a number")
    if not re.search(r"\d", digits + fraction):
        raise ValueError(f"{text.strip()!r} is not a number")
    return Decimal(f"{digits or 0}{mark and '.'}{fraction.strip()}")
