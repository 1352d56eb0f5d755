"""Colours as tones of three: the face, its shade, and what can be read on it."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Tone:
    face: str
    shade: str
    mark: str = "#2b3644"
    """For lines and text on the face."""


WHITE: Final = Tone("#f6f8fa", "#dde4eb")
LIGHT: Final = Tone("#e3e9ef", "#c6d0da")
GREY: Final = Tone("#a7b2be", "#8793a1")
DARK: Final = Tone("#414d5b", "#2f3945", "#e8edf2")
BLACK: Final = Tone("#2a323c", "#1b2129", "#e8edf2")
STEEL: Final = Tone("#cdd6de", "#a3b0bc")
COPPER: Final = Tone("#e39a62", "#b96d38")
BRASS: Final = Tone("#ecc765", "#c79b35")
GLASS: Final = Tone("#dbecf7", "#b5d3e8")
BROWN: Final = Tone("#8f5a3a", "#6d4229", "#fbf3ec")
BLUE: Final = Tone("#3f86d0", "#2a67aa", "#f3f8fe")
GREEN: Final = Tone("#3ba55d", "#2a8046", "#f1fbf4")
YELLOW: Final = Tone("#f6cf3f", "#d9ab1f")
RED: Final = Tone("#dc4a41", "#b2352e", "#fff3f2")
ORANGE: Final = Tone("#ef8a33", "#c76a1b")
PURPLE: Final = Tone("#8a63c4", "#6b47a1", "#f7f2fd")
PINK: Final = Tone("#ee9cba", "#d17698")
AMBER: Final = Tone("#ffb638", "#d98c12")
"""Live."""

TONES: Final[dict[str, Tone]] = {
    "white": WHITE,
    "black": BLACK,
    "grey": GREY,
    "light-grey": LIGHT,
    "anthracite": DARK,
    "silver": STEEL,
    "red": RED,
    "blue": BLUE,
    "green": GREEN,
    "yellow": YELLOW,
    "orange": ORANGE,
    "brown": BROWN,
    "purple": PURPLE,
    "pink": PINK,
    "gold": BRASS,
    "copper": COPPER,
    "beige": Tone("#eadfc8", "#cfc0a1"),
    "clear": GLASS,
    "dark-blue": Tone("#2f5596", "#213d70", "#f3f8fe"),
    "green-yellow": Tone(GREEN.face, YELLOW.face),
}
"""Every colour a drawing can have, by the word in its key."""

COLOUR_WORDS: Final[dict[str, str]] = {
    "gray": "grey",
    "pure-white": "white",
    "red-brown": "brown",
    "oak": "beige",
    "light-gray": "light-grey",
    "dark-grey": "anthracite",
    "dark-gray": "anthracite",
    "graphite": "anthracite",
    "space-gray": "anthracite",
    "space-grey": "anthracite",
    "aluminium": "silver",
    "aluminum": "silver",
    "stainless": "silver",
    "stainless-steel": "silver",
    "steel": "silver",
    "chrome": "silver",
    "nickel": "silver",
    "violet": "purple",
    "rose": "pink",
    "magenta": "pink",
    "brass": "gold",
    "bronze": "copper",
    "cream": "beige",
    "ivory": "beige",
    "natural": "beige",
    "transparent": "clear",
    "cyan": "blue",
    "navy": "dark-blue",
    "titanium": "silver",
    "platinum": "silver",
}
"""Other words for the same colours, as catalogues and feeds write them."""
