"""A text as words for full text, whatever was typed."""

import pytest

from catalog.domain.search.wording import LONGEST_WORD, MOST_WORDS, Word, folded, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("USB-C Cable", ["usb-c", "cable"]),
        ("U/UTP cat.6a", ["u-utp", "cat", "6a"]),
        ("usb_c wi‑fi", ["usb-c", "wi-fi"]),
        ("2,5 mm", ["2.5", "mm"]),
        ("10,000 mAh, 1,234,567", ["10000", "mah", "1234567"]),
        ("1,5,7", ["1.5.7"]),
        ("a,b.c", ["a", "b", "c"]),
        ("HV 431.207-5", ["hv", "431.207-5"]),
        ("men's LG’s", ["men", "lg"]),
        ("l'eau", ["l", "eau"]),
        ("Café CRÈME Straße Łódź Ærø", ["cafe", "creme", "strasse", "lodz", "aero"]),
        ("ﬁne ① mm²", ["fine", "1", "mm2"]),
        ("po\u00adwer \u202ebank\u202c a\0b", ["power", "bank", "a", "b"]),
        ("🔌 cable 😀", ["cable"]),
        ("ガス", ["ガス"]),
        ("the and of", ["the", "and", "of"]),
        ("-a- --b /", ["a", "b"]),
        ("' OR 1=1--", ["or", "1", "1"]),
        ("a & | ! (", ["a"]),
        ("\ud800", []),
        ("", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert [word.hyphenated for word in words(text)] == expected


def test_a_word_of_parts_can_be_written_in_one() -> None:
    assert words("USB-C") == (Word(("usb", "c")),)
    assert words("USB-C")[0].joined == "usbc"


def test_a_search_is_no_essay() -> None:
    assert len(words("word " * 1_000)) == MOST_WORDS
    assert words("a-" * 1_000) == (Word(("a",) * MOST_WORDS),)
    assert sum(len(word.parts) for word in words("usb-c " * 1_000)) == MOST_WORDS
    assert words("\0" * 9_000 + "cable") == ()
    assert words("x" * 10_000) == (Word(("x" * LONGEST_WORD,)),)


def test_parts_beyond_the_limit_are_left_out_in_the_midst_of_a_word() -> None:
    found = words("word " * (MOST_WORDS - 1) + "usb-c cable")

    assert found[-1] == Word(("usb",))


def test_folding_twice_changes_nothing() -> None:
    assert folded(folded("Ĳssel ǅ ﷺ")) == folded("Ĳssel ǅ ﷺ")
