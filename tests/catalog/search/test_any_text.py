"""Whatever is typed is safe: no error, nothing overlaps, nothing takes longer than its length."""

from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.search.compounds import decompounded, fragments, joined
from catalog.domain.search.quantities import quantities
from catalog.domain.search.spelling import corrections, keys
from catalog.domain.search.wording import LONGEST_WORD, MOST_WORDS, words

TYPED = st.text() | st.text("0123456789 .,-+/x\"'°½KkVvAmMgGpPNn²toin\0\u202e") | st.lists(
    st.sampled_from(["60W", "2", "x", "1 1/2", '"', "-", "to", "3p", "+N", "5", "a", "day", "in", "m", " ", "1.5", "mm²", "K"])
).map("".join)  # fmt: skip


@given(TYPED)
def test_quantities_stand_where_they_say_and_do_not_overlap(text: str) -> None:
    reading = quantities(text)

    places = [(one.start, one.end) for one in reading.quantities]
    assert all(text[one.start : one.end] == one.written for one in reading.quantities)
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert all(one.value.is_finite() and one.times >= 1 for one in reading.quantities)


@given(TYPED)
def test_no_digit_is_lost_or_read_twice(text: str) -> None:
    reading = quantities(text)

    understood = "".join(one.written for one in reading.quantities) + reading.words
    assert sorted(filter(str.isdecimal, understood)) == sorted(filter(str.isdecimal, text))


@given(TYPED)
def test_words_are_few_short_and_plain(text: str) -> None:
    parts = [part for word in words(text) for part in word.parts]

    assert len(parts) <= MOST_WORDS
    assert all(0 < len(part) <= LONGEST_WORD for part in parts)
    assert all(character.isalnum() or character == "." for part in parts for character in part)


@given(TYPED)
def test_every_word_can_be_asked_about(text: str) -> None:
    typed = words(text)

    for word in typed:
        assert decompounded(word.joined, lambda _: False) == ()
        assert corrections(word.joined, {}) == ()
        assert keys(word.joined)
    assert joined(typed, lambda _: True) or len(typed) < 2
    assert isinstance(fragments(typed), frozenset)


@pytest.mark.parametrize(
    "nonsense",
    [
        "1", "1 ", "1,", "1x", '1" ', "1m ", "1-", "1 1/2 ", "a", "a-", "1 000 ", " 000", "cat 6a ", "'", "\0", "\u202e",
        "😀", "\ufdfa", "\u0300", "%ff", "' OR 1=1--", "a & | ! (", "1'000", "½", "- - ", "1...", "12V-24V-",
    ],
)  # fmt: skip
def test_ten_thousand_signs_take_no_time(nonsense: str) -> None:
    text = (nonsense * 10_000)[:10_000]

    started = process_time()
    reading = quantities(text)
    fragments(words(reading.words))

    assert process_time() - started < 0.1
