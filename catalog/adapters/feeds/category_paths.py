"""From what a feed says about a product's category to a path in the shop's tree."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeAlias

from django.utils.text import slugify

from catalog.adapters.feeds.values import BadValue, as_text
from catalog.domain.records import CategoryRecord

Names: TypeAlias = tuple[str, ...]
"""Category names from the root, e.g. `("Cable", "Installation cable")`."""

_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class About:
    """What the map says about one category beside its names."""

    drawing: str = ""
    description: str = ""


@dataclass(slots=True)
class CategoryPaths:
    """`meanings` turns the feed's words into names; other words are names themselves, if that is allowed."""

    separator: str = ">"
    under: Names = ()
    default: Names = ()
    meanings: Mapping[Names, Names] = field(default_factory=dict)
    about: Mapping[Names, About] = field(default_factory=dict)
    creates_unknown: bool = True
    records: dict[Names, CategoryRecord] = field(default_factory=dict)
    """By path, every category seen so far, ancestors before their children."""
    _known: dict[Any, Names] = field(default_factory=dict)

    def path(self, said: Any) -> Names:
        """The slugs from the root. Raises `BadValue`."""
        key = tuple(as_text(item) for item in said) if isinstance(said, list) else said
        if key not in self._known:
            path = self._path(self.words(key))
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = path
        return self._known[key]

    def words(self, said: Any) -> Names:
        """`Cable > NYM` in its parts."""
        if said is None:
            return self.default
        if not isinstance(said, tuple):
            text = as_text(said)
            said = text.split(self.separator) if self.separator else [text]
        return tuple(word.strip() for word in said if word.strip())

    def _path(self, words: Names) -> Names:
        if not words:
            raise BadValue("no category")
        if words not in self.meanings and not self.creates_unknown:
            raise BadValue(f"{' > '.join(words)[:80]!r} is not in [categories]")
        names = self.under + self.meanings.get(words, words)
        path = tuple(category_slug(name) for name in names)
        if len("/".join(path)) > 400 or any(len(name) > 120 for name in names):
            raise BadValue(f"the category {names[-1][:60]!r} has too long a name or path")
        for depth in range(1, len(names) + 1):
            about = self.about.get(names[len(self.under) : depth], About())
            self.records.setdefault(
                path[:depth],
                CategoryRecord(path[:depth], names[depth - 1], 0, about.description, about.drawing),
            )
        return path


def category_slug(name: str) -> str:
    """A name without any Latin letter or digit gets a slug from its hash, so that its address is stable."""
    return slugify(name)[:80].strip("-") or f"c-{sha256(name.encode()).hexdigest()[:10]}"
