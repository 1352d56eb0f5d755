"""What holds for every kind, whatever its specification says."""

import random
import re
from collections.abc import Mapping
from typing import cast
from xml.etree import ElementTree as ET

import pytest

from catalog.domain.drawings import KINDS, draw, drawing_key
from catalog.domain.drawings.fields import Amount, Choice, Field, Form, Size
from catalog.domain.drawings.registry import _DRAWINGS
from catalog.domain.records import SpecificationValue

ASKED_FOR = [
    "cable",
    "breaker",
    "rcd",
    "socket",
    "switch",
    "lamp",
    "luminaire",
    "conduit",
    "trunking",
    "battery",
    "charger",
    "power-supply",
    "ups",
    "ev-charger",
    "heater",
    "fan",
    "tool",
    "tester",
    "appliance",
    "network",
    "smart-home",
    "plug",
    "enclosure",
    "tube",
    "box",
    "phone",
    "phone-case",
    "cpu",
    "gpu",
    "memory",
    "motherboard",
    "storage-drive",
    "pc-case",
    "monitor",
    "keyboard",
    "mouse",
    "headphones",
    "speaker",
    "webcam",
    "optical-drive",
]
ODD: list[object] = [
    "", " ", None, True, False, -1, 0, 10**5000, -(10**400), float("nan"), float("inf"), -float("inf"), 1e300, 2.345, "٣", "１６",
    "Ω", "<script>alert(1)</script>", "../../x", "a_b-c", "\x00", "x" * 10_000, [], {}, object(), "NaN", "1e9", "0x10",
]  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
DRAWN_WITH = {"svg", "title", "style", "g", "path", "rect", "circle", "ellipse", "text"}


def some_values(field: Field) -> list[str]:
    match field:
        case Choice() | Form():
            return list(field.values)
        case Size():
            return [str(step) for step in field.steps]
        case Amount():
            return [str(field.low), str(field.default), str(field.high)]
    raise AssertionError(field)


def codes_of(field: Field) -> tuple[str, ...]:
    return field.codes if isinstance(field, Choice | Amount | Size) else ("form",)


def specifications(kind: str) -> list[dict[str, SpecificationValue]]:
    """Each value of each field once, and a fixed handful of mixtures."""
    fields = _DRAWINGS[kind].fields
    single = [{codes_of(field)[0]: value} for field in fields for value in some_values(field)]
    pick = random.Random(kind)
    mixed = [{codes_of(field)[0]: pick.choice(some_values(field)) for field in fields} for _ in range(40)]
    return cast("list[dict[str, SpecificationValue]]", [{}, *single, *mixed])


@pytest.mark.parametrize("kind", ASKED_FOR)
def test_kinds_that_categories_name_exist(kind: str) -> None:
    assert kind in KINDS


@pytest.mark.parametrize("kind", KINDS)
def test_every_picture_is_well_formed_self_contained_and_small(kind: str) -> None:
    for specification in specifications(kind):
        key = drawing_key(kind, specification)

        text = draw(kind, key)

        root = ET.fromstring(text)
        assert root.tag == f"{SVG}svg"
        assert root.get("viewBox") == "0 0 240 240"
        assert root.get("width") is None
        assert root.get("height") is None
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= DRAWN_WITH
        assert root.findtext(f"{SVG}title")
        assert not re.search(r"href|url\(|@import|<script|\son\w+=|\sid=|nan|inf\b", text)
        assert text.count("http") == 1, "the namespace is the only address"
        assert len(text.encode()) <= 7000, key


@pytest.mark.parametrize("kind", KINDS)
def test_everything_drawn_lies_in_the_square(kind: str) -> None:
    for specification in specifications(kind):
        text = draw(kind, drawing_key(kind, specification))

        if "transform" in text:
            continue  # needs a browser to say where it lies
        for x, y, width, height in re.findall(
            r'<rect x="([-\d.]+)" y="([-\d.]+)" width="([-\d.]+)" height="([-\d.]+)"', text
        ):
            assert 0 <= float(x) <= float(x) + float(width) <= 240
            assert 0 <= float(y) <= float(y) + float(height) <= 240


@pytest.mark.parametrize("kind", KINDS)
def test_sizes_in_a_picture_are_never_negative(kind: str) -> None:
    for specification in specifications(kind):
        text = draw(kind, drawing_key(kind, specification))

        assert not re.search(r'\s(width|height|r|rx|ry|stroke-width|font-size)="-', text)


@pytest.mark.parametrize("kind", KINDS)
def test_odd_values_are_drawn_as_something_sensible(kind: str) -> None:
    codes = {code for field in _DRAWINGS[kind].fields for code in codes_of(field)} | {"name", "category"}

    for odd in ODD:
        specification = cast("Mapping[str, SpecificationValue]", dict.fromkeys(codes, odd))
        key = drawing_key(kind, specification)
        assert re.fullmatch(r"[a-z0-9._-]{1,200}", key)
        assert draw(kind, key)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_key_always_gives_the_same_text(kind: str) -> None:
    key = drawing_key(kind, {})

    assert draw(kind, key) == draw(kind, key)


@pytest.mark.parametrize("kind", KINDS)
def test_the_longest_key_is_within_bounds(kind: str) -> None:
    longest = "_".join(
        f"{f.name}-{max((f.read({codes_of(f)[0]: v}) for v in some_values(f)), key=len)}"
        for f in _DRAWINGS[kind].fields
    )

    assert len(longest) <= 200


@pytest.mark.parametrize("kind", KINDS)
def test_names_and_values_cannot_be_mistaken_for_separators(kind: str) -> None:
    for field in _DRAWINGS[kind].fields:
        assert "_" not in field.name
        assert all("_" not in value for value in some_values(field))
        for value in some_values(field):
            read = field.read({codes_of(field)[0]: value})
            assert field.accepts(read)


def test_every_form_that_words_or_signs_lead_to_exists() -> None:
    for drawing in _DRAWINGS.values():
        for field in drawing.fields:
            if isinstance(field, Form):
                assert {value for _, value in field.hints} | {value for *_, value in field.signs} <= set(
                    field.values
                )
            if isinstance(field, Choice):
                assert set(field.words.values()) & set(field.values) or not field.words
