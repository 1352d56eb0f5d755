"""The `[category]` and `[categories]` of a map."""

from collections.abc import Mapping
from typing import Any

from catalog.adapters.feeds.category_paths import About, CategoryPaths
from catalog.adapters.feeds.map_errors import MapError, only_known, wants
from catalog.adapters.feeds.sources import SOURCE_KEYS
from catalog.domain.drawings.registry import KINDS


def category_paths(category: dict[str, Any], table: Mapping[str, Any]) -> CategoryPaths:
    """Takes its own keys out of `category`, which keeps those of a source."""
    only_known(category, (*SOURCE_KEYS, "path", "separator", "under", "unknown"), "category")
    constant = _names(category.pop("path", []), "category", "path")
    separator = wants(category.pop("separator", ">"), str, "a text", "category", "separator")
    unknown = category.pop("unknown", "create")
    if unknown not in ("create", "reject"):
        raise MapError('unknown is "create" or "reject"', "category", "unknown")
    if not constant and not category:
        raise MapError(
            'say which column is the category, or give every product one: path = ["Cables"]', "category"
        )
    paths = CategoryPaths(separator, _names(category.pop("under", []), "category", "under"), constant)
    meanings, about = {}, {}
    for key, entry in table.items():
        where = ("categories", key)
        only_known(wants(entry, dict, "a table", *where), ("path", "drawing", "description"), *where)
        words = paths.words(key)
        meanings[words] = _names(entry.get("path", list(words)), *where, "path")
        about[meanings[words]] = About(
            _drawing(entry.get("drawing", ""), *where), str(entry.get("description", ""))
        )
    paths.meanings, paths.about, paths.creates_unknown = meanings, about, unknown == "create"
    return paths


def _drawing(written: Any, *where: str) -> str:
    if written and written not in KINDS:
        raise MapError(f"drawing is one of {', '.join(KINDS)}", *where, "drawing")
    return str(written)


def _names(written: Any, *where: str) -> tuple[str, ...]:
    names = wants(written, list, 'a list of names like ["Cables", "NYM"]', *where)
    return tuple(wants(name, str, "a name", *where).strip() for name in names)
