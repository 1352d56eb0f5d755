"""Quantities as shoppers write them, and what they are in a unit of the shop's."""

from decimal import Decimal

import pytest

from catalog.domain import units
from catalog.domain.search import written_units
from catalog.domain.search.quantities import MOST_QUANTITIES, quantities


def read(text: str) -> tuple[str, str]:
    """What was understood, as one line, and the words that are left."""
    reading = quantities(text)
    return "; ".join(map(_said, reading.quantities)), reading.words


def _said(quantity) -> str:
    times = "" if quantity.times == 1 else f"{quantity.times} x "
    upto = "" if quantity.upto is None else f"..{quantity.upto}"
    return f"{times}{quantity.value}{upto} {quantity.unit}"


@pytest.mark.parametrize(
    ("text", "understood", "words"),
    [
        ("usb-c 60w 2m", "60 W; 2 m", "usb-c"),
        ("2,5mm² 50m", "2.5 mm²; 50 m", ""),
        ("2.5mm2", "2.5 mm²", ""),
        ("2.5 mm2", "2.5 mm²", ""),
        ("E27 806lm", "806 lm", "E27"),
        ("E27 806 lm", "806 lm", "E27"),
        ("16A C curve 3 pole", "16 A; 3 pole", "C curve"),
        ("3-pole", "3 pole", ""),
        ("3p", "3 pole", ""),
        ("mcb 3P+N 16A", "4 pole; 16 A", "mcb"),
        ("4 core cable", "4 core", "cable"),
        ("2-gang switch", "2 gang", "switch"),
        ("pack of 4 batteries", "4 piece", "batteries"),
        ("19 inch 2u", "19 in; 2 rack unit", ""),
        ("0.06kW", "0.06 kW", ""),
        ("230 V AC", "230 V", "AC"),
        ("12vdc psu", "12 V", "dc psu"),
        ("5000mAh", "5000 mAh", ""),
        ("60 w led", "60 W", "led"),
        ("10 bar", "10 bar", ""),
        ("65 inch", "65 in", ""),
        ("90°", "90 °", ""),
        ("2.4GHz", "2.4 GHz", ""),
        ("1000 lumens", "1000 lm", ""),
        ("12v 5a", "12 V; 5 A", ""),
        ("12V/5A", "12 V; 5 A", ""),
        ("12V, 5A!", "12 V; 5 A", ""),
        ("(60W)", "60 W", ""),
        ("16GB", "16 GB", ""),
        ("1TB ssd", "1 TB", "ssd"),
        ("6 Gb/s", "6 Gbit/s", ""),
        ("1mW", "1 mW", ""),
        ("1MW", "1 MW", ""),
        ("100 lm/W", "100 lm/W", ""),
        ("\u03bcF 10\u03bcF", "10 µF", "\u03bcF"),
        ("33 \u2126", "33 Ω", ""),
        ("10 kohm", "10 kΩ", ""),
    ],
)
def test_a_number_with_its_unit(text: str, understood: str, words: str) -> None:
    assert read(text) == (understood, words)


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("20.000 mAh", "20000 mAh"),
        ("20,000mAh", "20000 mAh"),
        ("1'000 m", "1000 m"),
        ("10\u202f000 m", "10000 m"),
        ("5 000 K", "5000 K"),
        ("6 500 K", "6500 K"),
        ("1,234.5W", "1234.5 W"),
        ("1.234,5 W", "1234.5 W"),
        ("1.234.567 W", "1234567 W"),
        ("0.125 A", "0.125 A"),
        ("0,125 A", "0.125 A"),
        ("2.412 GHz", "2.412 GHz"),
        (".5A", "0.5 A"),
        ('1/2"', "0.5 in"),
        ("1 1/2 inch", "1.5 in"),
        ('1-1/2"', "1.5 in"),
        ('1½"', "1.5 in"),
        ("½ inch", "0.5 in"),
        ("3.9' ", "3.9 ft"),
        ("-40°C", "-40 °C"),
        ("−40 °C", "-40 °C"),
        ("+85 °C", "85 °C"),
        ("-60w", "60 W"),
    ],
)
def test_numbers(text: str, understood: str) -> None:
    assert read(text) == (understood, "")


@pytest.mark.parametrize(
    ("text", "understood", "words"),
    [
        ("100-240V", "100..240 V", ""),
        ("100–240 V", "100..240 V", ""),
        ("100 to 240 V", "100..240 V", ""),
        ("100V - 240V", "100..240 V", ""),
        ("12-24vdc", "12..24 V", "dc"),
        ("-20 to +70 °C", "-20..70 °C", ""),
        ("-20…60°C", "-20..60 °C", ""),
        ("5V-2A", "5 V; 2 A", ""),
        ("2x100W", "2 x 100 W", ""),
        ("2 × 16GB", "2 x 16 GB", ""),
        ("2x 100-240V", "2 x 100..240 V", ""),
        ("3x1.5mm2", "3 core; 1.5 mm²", ""),
        ("3 × 1.5 mm²", "3 core; 1.5 mm²", ""),
        ("5G2.5mm²", "5 core; 2.5 mm²", ""),
        ("NYM-J 3x1,5 50m", "3 core; 1.5 mm²; 50 m", "NYM-J"),
        ("NYM-J 5G2,5, grey", "5 core; 2.5 mm²", "NYM-J grey"),
        ("70 × 20 mm", "70 mm; 20 mm", ""),
        ("1200x600x300 mm", "1200 mm; 600 mm; 300 mm", ""),
        ("4 × 2 × 0.8 mm", "4 pair; 0.8 mm", ""),
        ("1920 x 1080 px", "1920 px; 1080 px", ""),
    ],
)
def test_ranges_and_factors(text: str, understood: str, words: str) -> None:
    assert read(text) == (understood, words)


@pytest.mark.parametrize(
    "text",
    [
        "4K", "8K tv", "10k resistor", "IP65", "M8", "CAT6", "AWG 24", "RJ45", "i7-13700K", "RTX 4090", "DDR5-6000",
        "usb-c-60w", "H07V-K", "802.11b", "24/7", "300/500 V", "2 m/s", "1.5.3 V", "7-2m", "2x7-2m", "2/0 inch", "1mw",
        "5 a day", "Cat 6A", "pixel 6a", "iphone 6s", "iphone 7 in black", "7-in-1 hub", "5 in 1", "2in1", "3M tape",
        "5G router", "5g router", "1/2 m", "5-A", "3N", "1080p", "1.5 pole", "1920x1080", "16:9", "60", "w", "5 parrots", "3D", "200xx5 W",
        '"power bank 20"', "300x5 W", "2x5V-2A", "X2HR/00", "KTH-X3CL/4G",
    ],
)  # fmt: skip
def test_what_is_in_doubt_stays_words(text: str) -> None:
    assert read(text) == ("", text)


def test_an_inch_mark_that_closes_a_quotation_is_none() -> None:
    assert read('"iphone 7" 5" case') == ("5 in", '"iphone 7" case')
    assert read('7" tablet 2"') == ("7 in; 2 in", "tablet")


@pytest.mark.parametrize(
    ("text", "understood", "words"),
    [
        ("cat 6 305 m", "305 m", "cat 6"),
        ("galaxy 7 128 gb", "128 GB", "galaxy 7"),
        ("DDR5-6000 16GB", "16 GB", "DDR5-6000"),
        ("iPhone 7 - 64GB", "64 GB", "iPhone 7"),
        ("16 a breaker", "16 A", "breaker"),
        ("M8 x 40mm", "40 mm", "M8 x"),
    ],
)
def test_what_stands_beside_a_quantity_is_not_part_of_it(text: str, understood: str, words: str) -> None:
    assert read(text) == (understood, words)


@pytest.mark.parametrize(
    ("text", "unit", "least", "most"),
    [
        ("0.06kW", "W", "60", "60"),
        ('1/2"', "mm", "12.7", "12.7"),
        ("100-240V", "kV", "0.1", "0.24"),
        ("20 l", "l", "20", "20"),
        ("10 Nm", "N·m", "10", "10"),
        ("2700K", "K", "2700", "2700"),
        ("12MP", "px", "12000000", "12000000"),
        ("3 pole", "pole", "3", "3"),
    ],
)
def test_a_quantity_in_another_unit(text: str, unit: str, least: str, most: str) -> None:
    [quantity] = quantities(text).quantities

    assert quantity.bounds_in(unit) == (Decimal(least), Decimal(most))


@pytest.mark.parametrize(
    ("text", "unit"), [("60W", "VA"), ("2700K", "°C"), ("50°C", "K"), ("3 pole", "m"), ("60W", "horse")]
)
def test_a_quantity_that_measures_something_else(text: str, unit: str) -> None:
    [quantity] = quantities(text).quantities

    assert quantity.bounds_in(unit) is None


def test_a_text_of_nothing_but_quantities_is_read_up_to_a_limit() -> None:
    reading = quantities("60W " * (MOST_QUANTITIES + 2))

    assert len(reading.quantities) == MOST_QUANTITIES
    assert reading.words == "60W 60W"


def test_every_unit_that_is_read_can_be_converted_or_counted() -> None:
    meant = {*written_units._ANY_CASE, *written_units._AS_WRITTEN.values()}

    measured = {unit for unit in meant if unit not in written_units.COUNTED}

    assert all(units.dimension(unit) and units.symbol(unit) == unit for unit in measured)
    assert meant >= written_units.COUNTED
