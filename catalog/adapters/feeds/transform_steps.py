"""The transforms themselves, by the name a map calls them: each is made from its arguments and the map's setting."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from catalog.adapters.feeds.values import BadValue, as_boolean, as_number, as_text, as_whole
from catalog.domain.units import conversion, quantity
from electricityshop.money import minor_units

Transform: TypeAlias = Callable[[Any], Any]

HIGHEST_PRICE = 1_000_000_000
"""Minor units; what is above is a mistake, and would not fit the column either."""

_TAG = re.compile(r"<[^>]{1,500}>")
_WORD_END = re.compile(r"\s+\S*$")


class BadTransform(ValueError):
    """The map asks for a transform that does not exist, or gives it an argument it cannot use."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What transforms need to know: the shop's currency, the feed's decimal mark and the map's lookup tables."""

    currency: str = "EUR"
    decimal_mark: str = "."
    lookups: Mapping[str, Mapping[str, Any]] | None = None


def _each(run: Transform) -> Transform:
    """For every item where the value is a list."""
    return lambda value: [run(item) for item in value] if isinstance(value, list) else run(value)


def _cents(setting: Setting) -> Transform:
    def run(value: Any) -> int:
        major = as_number(value, setting.decimal_mark)
        if not 0 <= major <= HIGHEST_PRICE:
            raise BadValue(f"{as_text(value)} is not a price")
        return minor_units(major, setting.currency)

    return run


def _html_text(value: Any) -> str:
    return " ".join(html.unescape(_TAG.sub(" ", as_text(value))).split())


def _split(written: Mapping[str, Any], setting: Setting) -> Transform:
    separator = written["split"]
    if not separator:
        raise BadTransform("split needs a separator")
    return lambda value: [part.strip() for part in as_text(value).split(separator) if part.strip()]


def _item(written: Mapping[str, Any], setting: Setting) -> Transform:
    place = written["item"]

    def run(value: Any) -> Any:
        items = value if isinstance(value, list) else [value]
        return items[place] if -len(items) <= place < len(items) else None

    return run


def _join(written: Mapping[str, Any], setting: Setting) -> Transform:
    separator = written["join"]

    def run(value: Any) -> str:
        items = value if isinstance(value, list) else [value]
        return str(separator.join(as_text(item) for item in items))

    return run


def _constant(written: Mapping[str, Any], setting: Setting) -> Transform:
    def run(value: Any) -> Any:
        return written["constant"]

    return run


def _lookup(written: Mapping[str, Any], setting: Setting) -> Transform:
    name = written["lookup"]
    table = (setting.lookups or {}).get(name)
    if table is None:
        raise BadTransform(f"there is no [lookups.{name}]")

    def run(value: Any) -> Any:
        word = as_text(value)
        if word in table:
            return table[word]
        if "default" in written:
            return written["default"]
        if written.get("keep"):
            return word
        raise BadValue(f"{word[:60]!r} is not in the lookup table {name!r}")

    return _each(run)


def _replace(written: Mapping[str, Any], setting: Setting) -> Transform:
    if len(written["replace"]) != 2:
        raise BadTransform('replace takes two texts, e.g. { replace = ["€", ""] }')
    old, new = (as_text(part) for part in written["replace"])
    return _each(lambda value: as_text(value).replace(old, new).strip())


def _match(written: Mapping[str, Any], setting: Setting) -> Transform:
    try:
        pattern = re.compile(written["match"])
    except re.error as error:
        raise BadTransform(f"match: {error}") from error

    def run(value: Any) -> str | None:
        found = pattern.search(as_text(value))
        return (found[1] if pattern.groups else found[0]) if found else None

    return _each(run)


def _truncate(written: Mapping[str, Any], setting: Setting) -> Transform:
    length = written["truncate"]

    def run(value: Any) -> str:
        text = as_text(value)
        return text if len(text) <= length else f"{_WORD_END.sub('', text[: length - 1])}…"

    return _each(run)


def _scale(written: Mapping[str, Any], setting: Setting) -> Transform:
    factor = Decimal(str(written["scale"]))
    return _each(lambda value: as_number(value, setting.decimal_mark) * factor)


def _unit(written: Mapping[str, Any], setting: Setting) -> Transform:
    try:
        usual = conversion(written["unit"], written["to"])
    except (KeyError, ValueError) as error:
        raise BadTransform(
            f'unit wants a known unit and "to", e.g. {{ unit = "kg", to = "g" }}: {error}'
        ) from error

    def run(value: Any) -> Decimal:
        try:
            amount, own_unit = quantity(
                as_text(value), setting.decimal_mark if isinstance(value, str) else "."
            )
            return (conversion(own_unit, written["to"]) if own_unit else usual)(amount)
        except ValueError as error:
            raise BadValue(str(error)) from error

    return _each(run)


def _whole(setting: Setting) -> Transform:
    return lambda value: as_whole(value, setting.decimal_mark)


def _number(setting: Setting) -> Transform:
    return _each(lambda value: as_number(value, setting.decimal_mark))


def _always(run: Transform) -> Callable[[Setting], Transform]:
    """A transform that needs no setting."""

    def make(setting: Setting) -> Transform:
        return run

    return make


PLAIN: dict[str, Callable[[Setting], Transform]] = {
    "cents": _cents,
    "whole": _whole,
    "number": _number,
    "boolean": _always(as_boolean),
    "text": _always(as_text),
    "html_entities": _always(_each(lambda value: html.unescape(as_text(value)).strip())),
    "html_text": _always(_each(_html_text)),
    "lower": _always(_each(lambda value: as_text(value).lower())),
    "upper": _always(_each(lambda value: as_text(value).upper())),
}
WITH_ARGUMENT: dict[
    str,
    tuple[Callable[[Mapping[str, Any], Setting], Transform], Mapping[str, type | tuple[type, ...]]],
] = {
    "split": (_split, {"split": str}),
    "item": (_item, {"item": int}),
    "join": (_join, {"join": str}),
    "constant": (_constant, {"constant": (str, int, Decimal, bool)}),
    "lookup": (_lookup, {"lookup": str, "default": (str, int, Decimal, bool), "keep": bool}),
    "replace": (_replace, {"replace": list}),
    "match": (_match, {"match": str}),
    "truncate": (_truncate, {"truncate": int}),
    "scale": (_scale, {"scale": (int, Decimal)}),
    "unit": (_unit, {"unit": str, "to": str}),
}
