"""Reading a map file: every table and key is checked before the first row is read."""

import codecs
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalog.adapters.feeds.csv_rows import CsvFormat
from catalog.adapters.feeds.feed_map import FeedMap, FieldRule, UnusableMap, toml_of
from catalog.adapters.feeds.identity import Identity
from catalog.adapters.feeds.map_attributes import attribute_rules
from catalog.adapters.feeds.map_categories import category_paths
from catalog.adapters.feeds.map_errors import MapError, only_known, wants
from catalog.adapters.feeds.sources import sources
from catalog.adapters.feeds.transforms import Setting
from catalog.domain.records import AttributeRecord

FIELDS = (
    "sku", "name", "brand", "price", "summary", "description", "ean", "manufacturer_number", "stock", "weight",
    "image", "popularity", "tax_class", "sale_unit", "minimum_quantity", "quantity_step",
)  # fmt: skip
_TABLES = (
    "source", "format", "encoding", "decimal", "adopt", "csv", "json", "fields", "identity", "category", "categories",
    "attributes", "lookups", "tax_classes",
)  # fmt: skip
_FORMATS = ("csv", "jsonl", "json")


def read_map(path: Path, known: Mapping[str, AttributeRecord], currency: str) -> FeedMap:
    """The map at `path`. `known` is the attributes the shop has. Raises `UnusableMap`, naming the line."""
    text, written = toml_of(path)
    try:
        return _feed_map(written, path.stem, known, currency)
    except MapError as error:
        raise UnusableMap(error.told(str(path), text)) from error


def _feed_map(
    written: Mapping[str, Any], name: str, known: Mapping[str, AttributeRecord], currency: str
) -> FeedMap:
    only_known(written, _TABLES)
    for key in (
        "csv",
        "json",
        "fields",
        "identity",
        "category",
        "categories",
        "attributes",
        "lookups",
        "tax_classes",
    ):
        wants(written.get(key, {}), dict, "a table", key)
    mark = written.get("decimal", ".")
    if mark not in (".", ","):
        raise MapError('decimal is "." or ","', "decimal")
    setting = Setting(currency, mark, written.get("lookups", {}))
    category = dict(written.get("category", {}))
    paths = category_paths(category, written.get("categories", {}))
    identity = _identity(written["identity"]) if "identity" in written else None
    return FeedMap(
        source=_source(written.get("source", name)),
        format=_format(written.get("format", "")),
        encoding=_encoding(written.get("encoding", "utf-8")),
        csv=_csv(written.get("csv", {})),
        json_path=_json_path(written.get("json", {})),
        decimal_mark=mark,
        fields=_fields(written.get("fields", {}), setting, identity),
        category=sources(category, setting, "category") if category else (),
        paths=paths,
        attributes=attribute_rules(written.get("attributes", {}), known, setting),
        identity=identity,
        tax_rates=_tax_rates(written.get("tax_classes", {})),
        adopts=wants(written.get("adopt", False), bool, "true or false", "adopt"),
    )


def _source(written: Any) -> str:
    if not isinstance(written, str) or not 1 <= len(written) <= 60:
        raise MapError("a name of 1 to 60 characters is wanted", "source")
    return written


def _format(written: Any) -> str:
    if written and written not in _FORMATS:
        raise MapError(f"format is one of {', '.join(_FORMATS)}", "format")
    return str(written)


def _encoding(written: Any) -> str:
    try:
        codec = codecs.lookup(wants(written, str, "the name of an encoding", "encoding"))
        if codec.encode("\n")[0] != b"\n":
            raise MapError(f"{written} is not supported: save the feed as UTF-8", "encoding")
    except LookupError as error:
        raise MapError(f"there is no encoding {written!r}", "encoding") from error
    return codec.name


def _csv(written: Mapping[str, Any]) -> CsvFormat:
    only_known(written, ("delimiter", "quote", "header"), "csv")
    delimiter = {"tab": "\t"}.get(str(written.get("delimiter", ",")), written.get("delimiter", ","))
    quote = written.get("quote", '"')
    for key, value, lengths in (("delimiter", delimiter, (1,)), ("quote", quote, (0, 1))):
        if not isinstance(value, str) or len(value) not in lengths or value in ("\n", "\r"):
            raise MapError('one character is wanted, or "tab"', "csv", key)
    header = wants(written.get("header", []), list, "a list of column names", "csv", "header")
    return CsvFormat(delimiter, quote, tuple(str(name) for name in header))


def _json_path(written: Mapping[str, Any]) -> str:
    only_known(written, ("path",), "json")
    return str(wants(written.get("path", ""), str, 'a text like "catalog.products"', "json", "path"))


def _fields(written: Mapping[str, Any], setting: Setting, identity: Identity | None) -> tuple[FieldRule, ...]:
    only_known(written, FIELDS, "fields")
    if "name" not in written:
        raise MapError('say which column is the name, e.g. name = "title"', "fields", "name")
    if "sku" not in written and identity is None:
        raise MapError(
            "say what a product is recognised by: sku here, or [identity] columns", "fields", "sku"
        )
    return tuple(_field(name, value, setting) for name, value in written.items())


def _field(name: str, written: Any, setting: Setting) -> FieldRule:
    where = ("fields", name)
    skips_bad = False
    if isinstance(written, dict):
        written = dict(written)
        skips_bad = _skips_bad(written.pop("on_bad", "reject"), *where)
        if name == "weight" and "unit" in written:
            written["transform"] = [
                *_as_list(written.get("transform", [])),
                {"unit": written.pop("unit"), "to": "g"},
            ]
    if skips_bad and name in ("sku", "name"):
        raise MapError("a row without it cannot be kept", *where, "on_bad")
    rule = FieldRule(name, sources(written, setting, *where), skips_bad)
    if name == "price" and not _says_what_prices_are(written):
        raise MapError(
            'say what the feed\'s prices are: transform = "cents" when it says 29.95, "whole" when it says 2995',
            *where,
        )
    return rule


def _says_what_prices_are(written: Any) -> bool:
    if isinstance(written, list):
        return all(_says_what_prices_are(entry) for entry in written)
    if isinstance(written, dict):
        steps = _as_list(written.get("transform", []))
        return "cents" in steps or "whole" in steps or isinstance(written.get("constant"), int)
    return isinstance(written, int)


def _skips_bad(written: Any, *where: str) -> bool:
    if written not in ("skip", "reject"):
        raise MapError('on_bad is "skip" (leave the value out) or "reject" (the row)', *where, "on_bad")
    return bool(written == "skip")


def _as_list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]


def _identity(written: Mapping[str, Any]) -> Identity:
    only_known(written, ("columns", "prefix"), "identity")
    columns = wants(written.get("columns"), list, "a list of columns", "identity", "columns")
    prefix = wants(written.get("prefix", ""), str, "a text", "identity", "prefix")
    if not columns or len(prefix) > 40:
        raise MapError("at least one column is wanted, and a prefix of at most 40 characters", "identity")
    return Identity(tuple(str(name) for name in columns), prefix)


def _tax_rates(written: Mapping[str, Any]) -> dict[str, tuple[str, int]]:
    rates = {}
    for code, entry in written.items():
        where = ("tax_classes", code)
        only_known(wants(entry, dict, "a table", *where), ("name", "rate"), *where)
        rate = wants(entry.get("rate"), int, "basis points, e.g. 1900 for 19 %,", *where, "rate")
        if not re.fullmatch(r"[a-z0-9_-]{1,30}", code) or not 0 <= rate <= 10_000:
            raise MapError("a code of small letters and a rate from 0 to 10000 are wanted", *where)
        rates[code] = (str(entry.get("name", code)), rate)
    return rates
