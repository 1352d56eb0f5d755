"""What products are described with: attributes, categories and brands."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from catalog.demo.data_files import DATA, Table, read
from catalog.domain.records import AttributeKind, AttributeRecord, CategoryRecord


@dataclass(frozen=True, slots=True)
class Brand:
    """An invented maker. `code` starts its SKUs; `price_factor` compares it with the price in a family."""

    code: str
    name: str
    character: str
    price_factor: Decimal


@cache
def attributes() -> tuple[AttributeRecord, ...]:
    return tuple(_attribute(code, table) for code, table in read(DATA / "attributes.toml").items())


@cache
def attributes_by_code() -> dict[str, AttributeRecord]:
    return {attribute.code: attribute for attribute in attributes()}


@cache
def categories() -> tuple[CategoryRecord, ...]:
    """The tree in display order, parents before children."""
    return tuple(_children((), read(DATA / "categories.toml")))


@cache
def brands() -> tuple[str, ...]:
    return tuple(brand.name for brand in brands_by_code().values())


@cache
def brands_by_code() -> dict[str, Brand]:
    return {
        code: Brand(code, table["name"], table["character"], Decimal(table["price_factor"]))
        for code, table in read(DATA / "brands.toml").items()
    }


def _attribute(code: str, table: Table) -> AttributeRecord:
    return AttributeRecord(
        code=code,
        name=table["name"],
        kind=AttributeKind(table["kind"]),
        unit=table.get("unit", ""),
        choices=tuple(_choice(written) for written in table.get("choices", [])),
        explanation=table["explanation"],
    )


def _choice(written: str | list[str]) -> tuple[str, str]:
    if isinstance(written, str):
        return written, written
    value, label = written
    return value, label


def _children(parent: tuple[str, ...], table: Table) -> Iterator[CategoryRecord]:
    children = {slug: child for slug, child in table.items() if isinstance(child, dict)}
    for position, (slug, child) in enumerate(children.items()):
        path = (*parent, slug)
        yield CategoryRecord(
            path=path,
            name=child["name"],
            position=position,
            description=child.get("description", ""),
            drawing=child.get("drawing", ""),
            attributes=tuple(child.get("attributes", [])),
        )
        yield from _children(path, child)
