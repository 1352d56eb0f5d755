"""Misspelt words and what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.domain.search.spelling import Correction, corrections, distance, keys

VOCABULARY = {
    "charger": 900, "charter": 3, "samsung": 500, "battery": 400, "keyboard": 300, "cable": 1000, "table": 2, "lamp": 60,
    "lamps": 20, "damp": 1, "led": 999, "gtx1080": 50, "gtx1070": 50, "galaxys7": 9, "dimmable": 10, "dimmer": 40,
}  # fmt: skip


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("chargr", "charger"),
        ("chargger", "charger"),
        ("chatger", "charger"),
        ("cahrger", "charger"),
        ("samsnug", "samsung"),
        ("hamsung", "samsung"),
        ("batterie", "battery"),
        ("kyeborad", "keyboard"),
        ("cabel", "cable"),
        ("xable", "cable"),
        ("lmap", "lamp"),
        ("galaxs7", "galaxys7"),
    ],
)
def test_the_best_correction(misspelt: str, meant: str) -> None:
    assert corrections(misspelt, VOCABULARY)[0].word == meant


@pytest.mark.parametrize(
    "word",
    [
        "cable",
        "leb",
        "ledd",
        "bttry",
        "gtx1090",
        "gtx108",
        "gtz1080",
        "galaxys8",
        "qqqqqqq",
        "",
        "x" * 100,
        "12345",
    ],
)
def test_what_is_not_corrected(word: str) -> None:
    assert corrections(word, VOCABULARY) == ()


def test_the_frequent_word_wins_unless_it_is_an_edit_further_away() -> None:
    assert [one.word for one in corrections("charber", VOCABULARY)] == ["charger", "charter"]
    assert corrections("dimmig", {"dimmer": 40, "dimming": 10}) == (
        Correction("dimming", 1, 10),
        Correction("dimmer", 2, 40),
    )


def test_a_word_a_hundred_times_as_frequent_is_worth_one_edit() -> None:
    assert corrections("charterx", {"charter": 1, "charger": 99})[0].word == "charter"
    assert corrections("charterx", {"charter": 1, "charger": 101})[0].word == "charger"


def test_the_first_letter_is_seldom_wrong() -> None:
    assert corrections("labe", {"cabe": 9, "lane": 1})[0].word == "lane"
    assert corrections("labe", {"cabe": 11, "lane": 1})[0].word == "cabe"


def test_no_more_than_asked_for_are_given() -> None:
    near = {"lamps": 4, "lampe": 3, "lampo": 2, "lampa": 1}

    assert [one.word for one in corrections("lampx", near, limit=2)] == ["lamps", "lampe"]


def test_a_nearer_word_takes_the_place_of_a_more_frequent_one() -> None:
    assert corrections("dimmig", {"dimmer": 40, "dimming": 10}, limit=1) == (Correction("dimming", 1, 10),)


def test_equals_are_given_in_alphabetical_order() -> None:
    assert corrections("lampx", {"lampe": 1, "lampa": 1}, limit=1) == (Correction("lampa", 1, 1),)


def test_the_longest_words_are_not_corrected() -> None:
    assert corrections("a" * 33 + "b", {"a" * 34: 1}) == ()


LETTERS = st.text("abcd", min_size=1, max_size=9)


@given(LETTERS, LETTERS, st.integers(1, 2))
def test_distances_are_those_of_the_textbook(one: str, other: str, most: int) -> None:
    assert distance(one, other, most) == min(textbook_distance(one, other), most + 1)


@given(
    st.text("abcd", min_size=4, max_size=12),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 11)), max_size=2),
)
def test_near_words_share_a_key(word: str, edits: list[tuple[int, int]]) -> None:
    spoilt = word
    for kind, place in edits[: 1 if len(word) < 6 else 2]:
        spoilt = edited(spoilt, kind, place)

    if corrections(spoilt, {word: 1}):
        assert keys(spoilt) & keys(word)


def test_keys_are_few_and_fit_a_column() -> None:
    assert len(keys("interchangeable")) <= 29
    assert all(-(2**31) <= key < 2**31 for key in keys("interchangeable"))


def edited(word: str, kind: int, place: int) -> str:
    before, after = word[:place], word[place:]
    return [
        before + after[1:],
        before + "x" + after,
        before + "x" + after[1:],
        before + after[1:2] + after[:1] + after[2:],
    ][kind]


def textbook_distance(one: str, other: str) -> int:
    """Optimal string alignment, cell by cell."""
    cells = {(row, 0): row for row in range(len(one) + 1)} | {
        (0, column): column for column in range(len(other) + 1)
    }
    for row, mine in enumerate(one, 1):
        for column, theirs in enumerate(other, 1):
            best = min(
                cells[row - 1, column] + 1,
                cells[row, column - 1] + 1,
                cells[row - 1, column - 1] + (mine != theirs),
            )
            if row > 1 and column > 1 and mine == other[column - 2] and theirs == one[row - 2]:
                best = min(best, cells[row - 2, column - 2] + 1)
            cells[row, column] = best
    return cells[len(one), len(other)]
