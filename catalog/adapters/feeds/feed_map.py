"""A map, read and checked: how one feed's columns become the shop's fields, attributes and categories."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from catalog.adapters.feeds.attribute_values import Choices, Finish
from catalog.adapters.feeds.category_paths import CategoryPaths
from catalog.adapters.feeds.csv_rows import CsvFormat
from catalog.adapters.feeds.identity import Identity
from catalog.adapters.feeds.map_errors import MapError
from catalog.adapters.feeds.sources import Source
from catalog.domain.records import AttributeRecord
from electricityshop.errors import InvalidInput


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Where one field of a product comes from. `skips_bad`: a bad value is left out instead of the whole row."""

    name: str
    ways: tuple[Source, ...]
    skips_bad: bool = False


@dataclass(frozen=True, slots=True)
class AttributeRule:
    record: AttributeRecord
    ways: tuple[Source, ...]
    finish: Finish
    choices: Choices
    skips_bad: bool = False
    is_declared: bool = False
    """Whether the map itself says what the attribute is, or only uses one the shop has."""


@dataclass(frozen=True, slots=True)
class FeedMap:
    source: str
    format: str
    """`csv`, `jsonl`, `json`, or empty: told from the file's name."""
    encoding: str
    csv: CsvFormat
    json_path: str
    decimal_mark: str
    fields: tuple[FieldRule, ...]
    category: tuple[Source, ...]
    paths: CategoryPaths
    attributes: tuple[AttributeRule, ...]
    identity: Identity | None
    tax_rates: Mapping[str, tuple[str, int]]
    adopts: bool
    """Whether products that this import did not create may be taken over."""

    @property
    def columns(self) -> list[str]:
        """Every column the map reads, in its order."""
        rules = [
            *(rule.ways for rule in self.fields),
            self.category,
            *(rule.ways for rule in self.attributes),
        ]
        names = [name for ways in rules for way in ways for name in way.columns]
        return list(dict.fromkeys([*(self.identity.columns if self.identity else ()), *names]))


class UnusableMap(InvalidInput):
    """The map is missing, is not TOML, or says something that makes no sense."""

    code = "unusable_map"


def toml_of(path: Path) -> tuple[str, Mapping[str, Any]]:
    """The map's text and tables. Raises `UnusableMap`."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        return text, tomllib.loads(text, parse_float=Decimal)
    except OSError as error:
        raise UnusableMap(f"the map {path} cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UnusableMap(f"the map {path} is not UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UnusableMap(f"the map {path} is not TOML: {error}") from error


__all__ = ["AttributeRule", "FeedMap", "FieldRule", "MapError", "UnusableMap", "toml_of"]
