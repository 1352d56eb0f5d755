"""The fields of a key: each is read from a specification and has a closed set of values."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, Protocol

from catalog.domain.drawings.palette import COLOUR_WORDS, TONES
from catalog.domain.records import SpecificationValue

_SEPARATORS: Final = re.compile(r"[\s_/+]+")
_PLAIN_NUMBER: Final = re.compile(r"[0-9]{1,6}(\.[0-9])?")


class Field(Protocol):
    @property
    def name(self) -> str: ...

    def read(self, specification: Mapping[str, SpecificationValue]) -> str:
        """The value as it stands in a key; a missing or odd one gives the default."""

    def accepts(self, text: str) -> bool:
        """Whether `text` is a value in its one spelling."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a list of words, the first being the default.

    The first attribute of `codes` that says one of them, or begins with one of them (`Black / Red`), wins.
    """

    name: str
    values: tuple[str, ...]
    codes: tuple[str, ...]
    words: Mapping[str, str] = field(default_factory=dict)
    """Other spellings, in slug form, to one of `values`."""

    def read(self, specification: Mapping[str, SpecificationValue]) -> str:
        for code in self.codes:
            slug = _slug(specification.get(code))
            for text in (slug, slug.partition("-")[0]):
                word = self.words.get(text, text)
                if word in self.values:
                    return word
        return self.values[0]

    def accepts(self, text: str) -> bool:
        return text in self.values


@dataclass(frozen=True, slots=True)
class Form:
    """Which sort of thing it is, where one kind has several.

    Said outright by the attribute `form`; else hinted by a word in `name` (the product's) or `category` (its
    slugs, `tools/hand/pliers`, the last first), which a caller may add to the specification; else told from an
    attribute that only one sort has; else the first of `values`.
    """

    values: tuple[str, ...]
    hints: tuple[tuple[str, str], ...] = ()
    """(word, value), tried in order; the words are in slug form."""
    signs: tuple[tuple[str, str, str], ...] = ()
    """(attribute code, its value or `` for any, value), tried in order."""
    name: str = "form"

    def read(self, specification: Mapping[str, SpecificationValue]) -> str:
        said = _slug(specification.get("form"))
        if said in self.values:
            return said
        words = (*self.hints, *((value, value) for value in self.values))
        category = specification.get("category")
        levels = category.split("/")[::-1] if isinstance(category, str) else ()
        for text in map(_slug, (specification.get("form"), specification.get("name"), *levels)):
            for word, value in words:
                if word in text:
                    return value
        for code, needed, value in self.signs:
            told = _slug(specification.get(code))
            if told and (told == needed or not needed):
                return value
        return self.values[0]

    def accepts(self, text: str) -> bool:
        return text in self.values


@dataclass(frozen=True, slots=True)
class Amount:
    """A number between bounds, in tenths at the finest; what lies outside is drawn as the nearest bound."""

    name: str
    default: float
    codes: tuple[str, ...]
    low: float
    high: float
    whole: bool = True

    def read(self, specification: Mapping[str, SpecificationValue]) -> str:
        for code in self.codes:
            value = _number(specification.get(code))
            if value is not None:
                within = min(max(value, self.low), self.high)
                return spelling(round(within, 0 if self.whole else 1))
        return spelling(self.default)

    def accepts(self, text: str) -> bool:
        if not _PLAIN_NUMBER.fullmatch(text):
            return False
        value = float(text)
        return self.low <= value <= self.high and text == spelling(round(value, 0 if self.whole else 1))


@dataclass(frozen=True, slots=True)
class Size:
    """A number of which only the nearest of a few steps is drawn."""

    name: str
    default: float
    codes: tuple[str, ...]
    steps: tuple[float, ...]

    def read(self, specification: Mapping[str, SpecificationValue]) -> str:
        for code in self.codes:
            value = _number(specification.get(code))
            if value is not None:
                return spelling(min(self.steps, key=lambda step: (abs(step - value), -step)))
        return spelling(self.default)

    def accepts(self, text: str) -> bool:
        return any(text == spelling(step) for step in self.steps)


def spelling(value: float) -> str:
    """A number as keys and titles have it: hundredths at the finest, no zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def colour(
    default: str, *only: str, name: str = "colour", codes: tuple[str, ...] = ("colour", "color")
) -> Choice:
    """A colour field; without `only`, every colour of the palette."""
    others = tuple(word for word in (only or TONES) if word != default)
    return Choice(name, (default, *others), codes, COLOUR_WORDS)


def _slug(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return spelling(value) if abs(value) < 1e6 else ""
    return _text_slug(value) if isinstance(value, str) else ""


@lru_cache(maxsize=4096)
def _text_slug(text: str) -> str:
    """The same few thousand words describe a shop's products."""
    return _SEPARATORS.sub("-", text.strip().lower()[:60])


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        parsed = float(value)
    except (ValueError, OverflowError):
        return None
    return parsed if math.isfinite(parsed) else None
