"""Units: exact, one symbol each, and never one dimension for another."""

from decimal import Decimal

import pytest

from catalog.domain.units import (
    DifferentDimension,
    UnknownUnit,
    conversion,
    dimension,
    number,
    quantity,
    symbol,
)


@pytest.mark.parametrize(
    ("said", "source", "target", "expected"),
    [
        ("0.06", "kW", "W", "60"),
        ("2.5", "mm2", "mm²", "2.5"),
        ("29.95", "W", "kW", "0.02995"),
        ("100", "cfm", "m³/h", "169.901082"),
        ("7", '"', "mm", "177.8"),
        ("32", "°F", "°C", "0"),
        ("25", "°C", "K", "298.15"),
        ("1", "kWh", "Wh", "1000"),
        ("3000", "mAh", "Ah", "3"),
    ],
)
def test_conversions_are_exact(said: str, source: str, target: str, expected: str) -> None:
    assert conversion(source, target)(Decimal(said)) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "target", "error"),
    [
        ("W", "VA", DifferentDimension),
        ("A", "Ah", DifferentDimension),
        ("rpm", "Hz", DifferentDimension),
        ("horse", "W", UnknownUnit),
        ("mw", "W", UnknownUnit),
    ],
)
def test_what_cannot_be_converted(source: str, target: str, error: type[ValueError]) -> None:
    with pytest.raises(error):
        conversion(source, target)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("mm2", "mm²"),
        ("mm^2", "mm²"),
        ("kw", "kW"),
        ("Ohm", "Ω"),
        ("\u2126", "Ω"),
        ("\u03bcF", "µF"),
        ("foo", "foo"),
    ],
)
def test_a_unit_has_one_symbol(written: str, expected: str) -> None:
    assert symbol(written) == expected


def test_what_a_unit_measures() -> None:
    assert dimension("kw") == dimension("W") == "power"
    assert dimension("VA") == "apparent power"
    assert dimension("N·m") == dimension("Ncm") == "torque"
    with pytest.raises(UnknownUnit, match="'horse'"):
        dimension("horse")


def test_quantities_in_text() -> None:
    assert quantity("0.06 kW") == (Decimal("0.06"), "kW")
    assert quantity("1,234.5W") == (Decimal("1234.5"), "W")
    assert quantity("1.234,5 mm2", ",") == (Decimal("1234.5"), "mm²")
    assert quantity("-5") == (Decimal(-5), "")


@pytest.mark.parametrize("text", ["", "abc", "1.2.3", "1,5", "12,34", "--1", "1e5"])
def test_what_is_no_number(text: str) -> None:
    with pytest.raises(ValueError, match="is not a number"):
        number(text)
