"""What a picture depends on: a few fields, each read from a specification and written as one part of a key.

A key is the fields in their declared order, `name-value` joined by `_`: `cores-3_sheath-grey_size-2.5`. Every
field has a closed set of values, so the number of keys is bounded and each has one spelling.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from catalog.domain.drawings.fields import Field
from catalog.domain.drawings.palette import TONES, Tone


@dataclass(frozen=True, slots=True)
class Values:
    """The values of one key, by field name."""

    texts: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.texts[name]

    def number(self, name: str) -> float:
        return float(self.texts[name])

    def whole(self, name: str) -> int:
        return int(float(self.texts[name]))

    @property
    def dark(self) -> bool:
        """Whether the thing's own colour is nearly that of the outline."""
        return self.texts.get("colour") in {"black", "anthracite"}

    def tone(self, name: str) -> Tone:
        return TONES[self.texts[name]]


@dataclass(frozen=True, slots=True)
class Picture:
    title: str
    """What is seen, in words."""
    body: str
    """SVG elements in a square of 240 units."""
    dark: bool | None = None
    """Whether it is nearly as dark as its outline; None: as its colour is."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """One kind: what its pictures depend on, and how one is drawn."""

    kind: str
    fields: tuple[Field, ...]
    picture: Callable[[Values], Picture]
