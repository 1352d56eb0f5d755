"""The `[attributes]` of a map."""

import re
from collections.abc import Mapping
from typing import Any

from catalog.adapters.feeds.attribute_values import Choices, choice_value, finisher, number_in
from catalog.adapters.feeds.feed_map import AttributeRule
from catalog.adapters.feeds.map_errors import MapError, only_known, wants
from catalog.adapters.feeds.sources import SOURCE_KEYS, sources
from catalog.adapters.feeds.transforms import Setting
from catalog.domain.records import AttributeKind, AttributeRecord
from catalog.domain.units import DifferentDimension, UnknownUnit, symbol

_OWN_KEYS = ("name", "kind", "unit", "from", "choices", "explanation", "decimals", "on_bad")
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,59}")


def attribute_rules(
    written: Mapping[str, Any], known: Mapping[str, AttributeRecord], setting: Setting
) -> tuple[AttributeRule, ...]:
    """Raises `MapError` for an attribute that neither the shop nor the map describes, or that contradicts the shop."""
    return tuple(_rule(code, entry, known.get(code), setting) for code, entry in written.items())


def _rule(code: str, written: Any, shop: AttributeRecord | None, setting: Setting) -> AttributeRule:
    where = ("attributes", code)
    table: dict[str, Any] = (
        {"column": written} if isinstance(written, str) else wants(written, dict, "a table", *where)
    )
    only_known(table, (*SOURCE_KEYS, *_OWN_KEYS, "first_of"), *where)
    record = _record(code, table, shop, where)
    origin: Any = table.get("first_of") or {key: table[key] for key in SOURCE_KEYS if key in table}
    choices = Choices(dict(record.choices), is_open="kind" in table and "choices" not in table)
    try:
        numbers = number_in(
            record.unit, symbol(table.get("from", record.unit)), table.get("decimals"), setting.decimal_mark
        )
    except (UnknownUnit, DifferentDimension) as error:
        raise MapError(str(error), *where, "from") from error
    if table.get("on_bad", "reject") not in ("skip", "reject"):
        raise MapError('on_bad is "skip" (leave the value out) or "reject" (the row)', *where, "on_bad")
    return AttributeRule(
        record,
        sources(origin, setting, *where),
        finisher(record.kind, numbers, choices),
        choices,
        skips_bad=table.get("on_bad") == "skip",
        is_declared=shop is None,
    )


def _record(
    code: str, table: Mapping[str, Any], shop: AttributeRecord | None, where: tuple[str, ...]
) -> AttributeRecord:
    if not _CODE.fullmatch(code):
        raise MapError("a code is small letters, digits, - and _, and starts with a letter", *where)
    if "kind" not in table:
        if shop is None:
            raise MapError(
                "unknown attribute: the shop does not have it, so the map must give its name and kind", *where
            )
        return shop
    if table["kind"] not in list(AttributeKind):
        raise MapError(f"kind is one of {', '.join(AttributeKind)}", *where, "kind")
    kind, unit = AttributeKind(table["kind"]), symbol(str(table.get("unit", "")))
    if (unit or "from" in table or "decimals" in table) and kind is not AttributeKind.NUMBER:
        raise MapError("only a number has a unit", *where, "unit")
    wants(table.get("decimals", 0), int, "a whole number", *where, "decimals")
    choices = _choices(table.get("choices", []), kind, where)
    if shop is not None:
        return _agreeing(shop, kind, unit if "unit" in table else symbol(shop.unit), choices, where)
    name = str(table.get("name", code.replace("_", " ").capitalize()))
    return AttributeRecord(code, name, kind, unit, choices, str(table.get("explanation", "")))


def _agreeing(
    shop: AttributeRecord,
    kind: AttributeKind,
    unit: str,
    choices: tuple[tuple[str, str], ...],
    where: tuple[str, ...],
) -> AttributeRecord:
    if shop.kind != kind:
        raise MapError(f"the shop has this attribute as a {shop.kind}, not a {kind}", *where, "kind")
    if symbol(shop.unit) != unit:
        raise MapError(
            f"the shop keeps this attribute in {shop.unit!r}: write unit = {shop.unit!r} and "
            f"from = {unit!r}, and values are converted",
            *where,
            "unit",
        )
    both = dict(shop.choices) | {value: label for value, label in choices if value not in dict(shop.choices)}
    return AttributeRecord(shop.code, shop.name, kind, shop.unit, tuple(both.items()), shop.explanation)


def _choices(written: Any, kind: AttributeKind, where: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    labels = [str(label) for label in wants(written, list, "a list", *where, "choices")]
    if labels and kind is not AttributeKind.CHOICE:
        raise MapError('choices need kind = "choice"', *where, "choices")
    return tuple((choice_value(label), label) for label in labels)
