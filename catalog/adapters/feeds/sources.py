"""Where a value comes from: a column, several of them, a template or a constant, on a condition, transformed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any, TypeAlias

from catalog.adapters.feeds.map_errors import MapError, only_known, wants
from catalog.adapters.feeds.rows import Values
from catalog.adapters.feeds.transforms import BadTransform, Setting, transform
from catalog.adapters.feeds.values import BadValue, as_text, is_empty

Read: TypeAlias = Callable[[Values], Any]
"""From a row to a value; None when it is empty. Raises `BadValue`."""

SOURCE_KEYS = ("column", "columns", "join", "template", "constant", "transform", "default", "when")
_ORIGINS = ("column", "columns", "template", "constant")


@dataclass(frozen=True, slots=True)
class Condition:
    """Columns that must say one of these texts."""

    wanted: Mapping[str, frozenset[str]]

    def holds(self, values: Values) -> bool:
        return all(_told(values, name) in texts for name, texts in self.wanted.items())


@dataclass(frozen=True, slots=True)
class Source:
    """One way to a value."""

    read: Read
    condition: Condition
    columns: tuple[str, ...]


ALWAYS = Condition({})


def sources(written: Any, setting: Setting, *where: str) -> tuple[Source, ...]:
    """What a map gives for one field: one source, or a list of which the first that has a value counts."""
    entries = written if isinstance(written, list) else [written]
    if not entries:
        raise MapError("an empty list says nothing", *where)
    return tuple(_source(entry, setting, where) for entry in entries)


def first_of(ways: list[Read]) -> Read:
    if len(ways) == 1:
        return ways[0]

    def read(values: Values) -> Any:
        for way in ways:
            value = way(values)
            if value is not None:
                return value
        return None

    return read


def column_value(values: Values, name: str) -> Any:
    """What the column says; `specs.power` also finds `power` in the object `specs`. None when it is empty."""
    value = values.get(name)
    if value is None:
        return _inner_value(values, name) if "." in name else None
    if type(value) is str:
        return value.strip() or None
    return value if value or type(value) is not list else None


def _inner_value(values: Values, name: str) -> Any:
    first, _, rest = name.partition(".")
    inner = values.get(first)
    return column_value(inner, rest) if isinstance(inner, Mapping) else None


def _told(values: Values, name: str) -> str:
    """The column's text for a comparison; what is no text equals nothing the map can say."""
    value = column_value(values, name)
    try:
        return "" if value is None else as_text(value)
    except BadValue:
        return "\x00"


def _source(written: Any, setting: Setting, where: tuple[str, ...]) -> Source:
    if isinstance(written, str):
        written = {"column": written}
    elif not isinstance(written, dict):
        written = {"constant": written}
    only_known(written, SOURCE_KEYS, *where)
    origins = [key for key in _ORIGINS if key in written]
    if len(origins) != 1:
        raise MapError(f"exactly one of {', '.join(_ORIGINS)} is wanted", *where)
    read, columns = _origin(written, where)
    if "transform" in written:
        read = _transformed(read, written["transform"], setting, where)
    if "default" in written:
        read = _or_default(read, written["default"])
    condition = _condition(written.get("when", {}), where)
    return Source(read, condition, (*columns, *condition.wanted))


def _origin(written: Mapping[str, Any], where: tuple[str, ...]) -> tuple[Read, tuple[str, ...]]:
    if "constant" in written:
        return _constant(written["constant"]), ()
    if "column" in written:
        name = wants(written["column"], str, "the name of a column", *where, "column")
        return (lambda values: column_value(values, name)), (name,)
    if "columns" in written:
        return _several(written, where)
    return _template(wants(written["template"], str, "a text", *where, "template"), where)


def _constant(value: Any) -> Read:
    def read(values: Values) -> Any:
        return value

    return read


def _several(written: Mapping[str, Any], where: tuple[str, ...]) -> tuple[Read, tuple[str, ...]]:
    names = tuple(wants(written["columns"], list, "a list of columns", *where, "columns"))
    separator = written.get("join")

    def read(values: Values) -> Any:
        found = [value for name in names if (value := column_value(values, name)) is not None]
        if separator is None:
            return found or None
        return separator.join(as_text(value) for value in found) or None

    return read, names


def _template(text: str, where: tuple[str, ...]) -> tuple[Read, tuple[str, ...]]:
    try:
        parts = [(literal, name) for literal, name, _, _ in Formatter().parse(text)]
    except ValueError as error:
        raise MapError(f"{text!r} is not a template: {error}", *where, "template") from error
    names = tuple(name for _, name in parts if name)

    def read(values: Values) -> str | None:
        """Empty as soon as one of its columns is."""
        pieces = []
        for literal, name in parts:
            pieces.append(literal)
            if name:
                value = column_value(values, name)
                if value is None:
                    return None
                pieces.append(as_text(value))
        return "".join(pieces)

    return read, names


def _transformed(read: Read, written: Any, setting: Setting, where: tuple[str, ...]) -> Read:
    try:
        run = transform(written, setting)
    except BadTransform as error:
        raise MapError(str(error), *where, "transform") from error

    def transformed(values: Values) -> Any:
        value = read(values)
        if value is None:
            return None
        result = run(value)
        return None if is_empty(result) else result

    return transformed


def _or_default(read: Read, default: Any) -> Read:
    def with_default(values: Values) -> Any:
        value = read(values)
        return default if value is None else value

    return with_default


def _condition(written: Any, where: tuple[str, ...]) -> Condition:
    if not written:
        return ALWAYS
    table = wants(written, dict, 'a table like { category = "cpu" }', *where, "when")
    return Condition({name: frozenset(_texts(wanted)) for name, wanted in table.items()})


def _texts(wanted: Any) -> Iterator[str]:
    for value in wanted if isinstance(wanted, list) else [wanted]:
        yield as_text(value)
