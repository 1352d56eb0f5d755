"""Faults in a map, said with the line they are on."""

import difflib
import re
from collections.abc import Iterable, Mapping
from typing import Any


class MapError(Exception):
    """The map cannot be used. `where` is the keys that lead to the fault, e.g. `("attributes", "power", "unit")`."""

    def __init__(self, message: str, *where: str) -> None:
        super().__init__(message)
        self.where = where

    def told(self, path: str, text: str) -> str:
        """The message with file, line and place, for the person who wrote the map."""
        line = line_of(text, self.where)
        place = f" [{'.'.join(self.where)}]" if self.where else ""
        return f"{path}{f', line {line}' if line else ''}{place}: {self}"


def line_of(text: str, where: tuple[str, ...]) -> int:
    """The line on which the last of the keys stands that can be found, searching from one to the next; 0 for none."""
    found, lines = 0, text.splitlines()
    for key in where:
        written = re.compile(rf"""(^|[\s\[{{.,"']){re.escape(key)}["']?\s*[=\].]""")
        for number in range(max(found, 1), len(lines) + 1):
            if written.search(lines[number - 1].split("#")[0]):
                found = number
                break
    return found


def only_known(table: Mapping[str, Any], known: Iterable[str], *where: str) -> None:
    """Raise `MapError` for the first key that means nothing, with the nearest one that does."""
    names = list(known)
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(names)}"
            raise MapError(f"{key!r} is not known here{hint}", *where, key)


def wants(value: Any, kind: type, told: str, *where: str) -> Any:
    """The value, if it is of the kind. Raises `MapError`."""
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise MapError(f"{told} is wanted, not {value!r}", *where)
    return value
