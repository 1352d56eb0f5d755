"""From a specification to a key, and from a key to the picture."""

from collections.abc import Mapping
from itertools import chain
from typing import Final

from catalog.domain.drawings import (
    appliance,
    battery,
    box,
    breaker,
    cable,
    charger,
    computer,
    conduit,
    desk,
    drives,
    enclosure,
    ev,
    fan,
    heater,
    lamp,
    luminaire,
    network,
    phone,
    plug,
    power,
    rcd,
    smart,
    socket,
    sound,
    switch,
    tester,
    tool,
    trunking,
    tube,
)
from catalog.domain.drawings.keys import Drawing, Values
from catalog.domain.drawings.svg import document
from catalog.domain.records import SpecificationValue

_FAMILIES: Final = (
    cable,
    breaker,
    rcd,
    socket,
    switch,
    lamp,
    luminaire,
    conduit,
    trunking,
    battery,
    charger,
    power,
    ev,
    heater,
    fan,
    tool,
    tester,
    appliance,
    network,
    smart,
    plug,
    enclosure,
    tube,
    phone,
    computer,
    drives,
    desk,
    sound,
    box,
)
_DRAWINGS: Final[dict[str, Drawing]] = {
    drawing.kind: drawing for drawing in chain.from_iterable(family.DRAWINGS for family in _FAMILIES)
}
_LONGEST_KEY: Final = 200

KINDS: Final[tuple[str, ...]] = tuple(_DRAWINGS)


class UnknownDrawing(ValueError):
    """There is no picture of this kind and key."""


def drawing_key(kind: str, specification: Mapping[str, SpecificationValue]) -> str:
    """The part of a specification that the picture of `kind` shows, short, canonical and safe in a URL.

    Products that look the same share a key. What is missing or odd takes a default; a `kind` that is not one of
    `KINDS` gives the key of a `box`, to be drawn as one.
    """
    fields = _DRAWINGS.get(kind, _DRAWINGS["box"]).fields
    return "_".join(f"{field.name}-{field.read(specification)}" for field in fields)


def draw(kind: str, key: str) -> str:
    """The SVG text for a key made by `drawing_key`; the same key always gives the same text.

    Raises `UnknownDrawing` for any other kind or key. Keys come from URLs, so nothing of one is used before it was
    found among the values its field allows.
    """
    drawing = _DRAWINGS.get(kind)
    if drawing is None:
        raise UnknownDrawing("There is no drawing of this kind.")
    values = _values(drawing, key)
    picture = drawing.picture(values)
    return document(picture.title, picture.body, dark=values.dark if picture.dark is None else picture.dark)


def _values(drawing: Drawing, key: str) -> Values:
    if len(key) > _LONGEST_KEY:
        raise UnknownDrawing("A drawing's key has at most 200 characters.")
    parts = key.split("_")
    if len(parts) != len(drawing.fields):
        raise UnknownDrawing(f"A {drawing.kind} has {len(drawing.fields)} fields in its key.")
    texts: dict[str, str] = {}
    for field, part in zip(drawing.fields, parts, strict=True):
        text = part.removeprefix(f"{field.name}-")
        if text == part or not field.accepts(text):
            raise UnknownDrawing(f"The {field.name} of this {drawing.kind} cannot be drawn.")
        texts[field.name] = text
    return Values(texts)
