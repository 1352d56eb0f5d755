"""Words in one and apart, as far as the vocabulary knows them."""

import pytest

from catalog.domain.search.compounds import Joined, decompounded, fragments, joined
from catalog.domain.search.wording import words

KNOWN = frozenset({
    "power", "bank", "powerbank", "usb", "charger", "led", "strip", "controller", "car", "pet", "carpet", "iphone", "7",
    "a", "b", "at", "usb-c", "wi-fi", "x-ray", "ledstrip", "i71", "370", "100",
})  # fmt: skip


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("powerbank", ("power", "bank")),
        ("usbcharger", ("usb", "charger")),
        ("ledstripcontroller", ("ledstrip", "controller")),
        ("chargerledcar", ("charger", "led", "car")),
        ("carpet", ("car", "pet")),
        ("iphone7", ("iphone", "7")),
        ("7iphone", ("7", "iphone")),
        ("usbc", ("usb", "c")),
        ("wifi", ("wi", "fi")),
        ("xray", ("x", "ray")),
        ("bank", ()),
        ("atbank", ()),
        ("i71370100", ()),
        ("powerbox", ()),
        ("", ()),
        ("power" * 100, ()),
    ],
)
def test_a_word_taken_apart(word: str, parts: tuple[str, ...]) -> None:
    assert decompounded(word, KNOWN.__contains__) == parts


def test_the_longest_words_are_left_alone() -> None:
    assert decompounded("p" * 16 + "b" * 16, lambda _: True) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("power bank", (Joined(0, "powerbank"),)),
        ("black power bank", (Joined(1, "powerbank"),)),
        ("usb c cable", (Joined(0, "usbc"),)),
        ("wi fi", (Joined(0, "wifi"),)),
        ("led strip led strip", (Joined(0, "ledstrip"), Joined(2, "ledstrip"))),
        ("usb-c charger", ()),
        ("bank power", ()),
        ("power", ()),
    ],
)
def test_neighbours_written_in_one(text: str, expected: tuple[Joined, ...]) -> None:
    assert joined(words(text), KNOWN.__contains__) == expected


@pytest.mark.parametrize(
    "text",
    [
        "powerbank",
        "usb c cable",
        "ledstripcontroller usb-c",
        "iphone7 wifi",
        "x" * 40,
        "usb-c-charger-iphone7",
    ],
)
def test_fragments_are_all_that_is_asked_for(text: str) -> None:
    asked: set[str] = set()
    typed = words(text)

    def is_known(word: str) -> bool:
        asked.add(word)
        return False

    joined(typed, is_known)
    for word in typed:
        for written in (*word.parts, word.joined):
            decompounded(written, is_known)

    assert asked <= fragments(typed)
    assert len(fragments(typed)) < 1_000
