"""How close a value comes to a quantity that was asked for."""

import pytest

from catalog.domain.search.closeness import Meaning, bounds, closeness, meaning


@pytest.mark.parametrize(
    ("unit", "meant"),
    [
        ("W", Meaning.AT_LEAST),
        ("mA", Meaning.AT_LEAST),
        ("lm", Meaning.AT_LEAST),
        ("Ah", Meaning.AT_LEAST),
        ("m", Meaning.NEAREST),
        ("in", Meaning.NEAREST),
        ("mm²", Meaning.EXACTLY),
        ("V", Meaning.EXACTLY),
        ("K", Meaning.EXACTLY),
        ("GB", Meaning.EXACTLY),
        ("pole", Meaning.EXACTLY),
    ],
)
def test_what_a_unit_means(unit, meant):
    assert meaning(unit) == meant


@pytest.mark.parametrize(
    ("meant", "value", "worth"),
    [
        (Meaning.AT_LEAST, 60, 1.0),
        (Meaning.AT_LEAST, 60.2, 1.0),
        (Meaning.AT_LEAST, 59, 0.0),
        (Meaning.AT_LEAST, 65, 0.7),
        (Meaning.AT_LEAST, 75, 0.5),
        (Meaning.AT_LEAST, 90, 0.4),
        (Meaning.AT_LEAST, 120, 0.3),
        (Meaning.AT_LEAST, 121, 0.0),
        (Meaning.NEAREST, 55, 0.7),
        (Meaning.NEAREST, 30, 0.3),
        (Meaning.NEAREST, 29, 0.0),
        (Meaning.EXACTLY, 61, 0.0),
        (Meaning.EXACTLY, 60, 1.0),
    ],
)
def test_what_a_value_is_worth_to_who_asks_for_60(meant, value, worth):
    assert closeness(meant, 60, 60, value) == worth


@pytest.mark.parametrize("meant", Meaning)
@pytest.mark.parametrize(("low", "high"), [(60, 60), (100, 240), (0, 0), (-20, -20), (-20, 60)])
def test_bounds_hold_everything_that_is_worth_something(meant, low, high):
    least, most = bounds(meant, low, high)

    for value in range(-100, 600):
        if closeness(meant, low, high, value):
            assert least <= value <= most


@pytest.mark.parametrize("value", [100, 110, 230, 240])
def test_within_a_range_everything_is_meant(value):
    assert closeness(Meaning.EXACTLY, 100, 240, value) == 1.0
