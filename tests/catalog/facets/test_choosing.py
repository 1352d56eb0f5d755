"""Which of the candidates fit, and what each further choice would leave. No database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.facets import (
    Candidate,
    choose,
    counted,
    counted_together,
    number_text,
    one_of,
    overlapping,
    priced,
    spans,
)
from catalog.queries.listing.selection import span

NUMBERS = st.dictionaries(st.floats(-1e9, 1e9, allow_nan=False), st.integers(1, 50), max_size=60)


def candidate(number, *values, price=100, price_to=None):
    return Candidate(number, 1, values, price, price_to or price, is_available=True)


RED_SMALL, RED_LARGE, BLUE_SMALL, BLUE_LARGE = (
    candidate(number, *values) for number, values in enumerate([(1, 11), (1, 12), (2, 11), (2, 12)])
)
ALL = [RED_SMALL, RED_LARGE, BLUE_SMALL, BLUE_LARGE]
RED, SMALL = one_of("colour", [1]), one_of("size", [11])


def test_without_a_wish_everything_fits():
    chosen = choose(ALL, [])

    assert (chosen.fitting, dict(chosen.missed_by)) == (ALL, {})


def test_who_misses_one_wish_counts_for_that_facet_and_who_misses_two_for_none():
    chosen = choose(ALL, [RED, SMALL])

    assert chosen.fitting == [RED_SMALL]
    assert list(chosen.for_facet("colour")) == [RED_SMALL, BLUE_SMALL]
    assert list(chosen.for_facet("size")) == [RED_SMALL, RED_LARGE]
    assert list(chosen.for_facet("brand")) == [RED_SMALL]


def test_any_of_a_facets_values_will_do_and_the_order_stays():
    assert choose(ALL[::-1], [one_of("size", [11, 12, 13])]).fitting == ALL[::-1]
    assert choose(ALL, [one_of("size", [])]).fitting == []


@pytest.mark.parametrize(
    ("minimum", "maximum", "fits"),
    [(None, 499, False), (None, 500, True), (5000, None, True), (5001, None, False), (600, 700, True)],
)
def test_a_price_fits_when_it_may_lie_between(minimum, maximum, fits):
    wish = priced("price", minimum, maximum)

    assert wish.fits(candidate(1, price=500, price_to=5000)) is fits
    assert not wish.fits(Candidate(2, 1, (), None, None, is_available=True))


def test_values_are_counted_and_several_of_one_product_together_once():
    products = [candidate(1, 1, 2, 3), candidate(2, 2), candidate(3, 9)]

    assert counted(products) == {1: 1, 2: 2, 3: 1, 9: 1}
    assert counted_together(products, {1: [7], 2: [7, 8], 3: [7]}) == {7: 2, 8: 2}


def test_ranges_that_reach_into_another():
    ranges = [(1, 1), (1, 9), (5, 5), (6, None), (9, 9)]

    assert overlapping(ranges, 2, 5) == 2


@pytest.mark.parametrize(
    ("numbers", "most", "expected"),
    [
        ({}, 3, []),
        ({5.0: 7}, 3, [(5, 5, 7)]),
        ({3.0: 1, 1.0: 1, 2.0: 1}, 9, [(1, 1, 1), (2, 2, 1), (3, 3, 1)]),
        ({1.0: 1, 2.0: 1, 3.0: 1, 4.0: 1}, 2, [(1, 2, 2), (3, 4, 2)]),
        ({1.0: 1, 2.0: 1, 3.0: 1}, 1, [(1, 3, 3)]),
        ({1.0: 100, 2.0: 1, 3.0: 1}, 2, [(1, 1, 100), (2, 3, 2)]),
        ({-1.5: 1, -20.0: 1}, 2, [(-20, -20, 1), (-1.5, -1.5, 1)]),
    ],
)
def test_spans(numbers, most, expected):
    assert spans(numbers, most) == expected


@given(NUMBERS, st.integers(1, 80))
def test_spans_hold_every_number_once_in_order(numbers, most):
    found = spans(numbers, most)

    ends = [end for low, high, _times in found for end in (low, high)]
    assert ends == sorted(ends)
    assert set(ends) <= set(numbers)
    assert len(found) <= most
    for low, high, times in found:
        assert times == sum(count for number, count in numbers.items() if low <= number <= high)
    assert sum(found.times for found in found) == sum(numbers.values())


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e55, max_value=1e55))
def test_a_number_in_an_address_is_read_as_the_same_number(number):
    text = number_text(number)

    assert float(text) == number
    assert "e" not in text
    if len(text) <= 60:
        assert span(text) == (number, number)


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("10..20", (10, 20)),
        ("-5..-1.5", (-5, -1.5)),
        ("10..", (10, float("inf"))),
        ("..20", (float("-inf"), 20)),
        ("15", (15, 15)),
        ("20..10", None),
        ("..", None),
        ("", None),
        ("1e5", None),
        ("nan", None),
        ("inf", None),
        ("1,5", None),
        (" 1", None),
        ("1\n", None),
        ("٣", None),
        ("1...2", None),
        ("1" * 61, None),
    ],
)
def test_what_a_span_is(text, ends):
    assert span(text) == ends
