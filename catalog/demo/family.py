"""A family as its data file declares it: shared facts, and tables whose rows multiply into variants."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeAlias

from catalog.demo.data_files import DemoDataError, Table, family_files, read

Row: TypeAlias = Mapping[str, Any]
"""One row of a table: column name to value."""

FORMULA_COLUMNS = ("price", "price_factor", "weight", "weight_factor")
"""Columns that make the price (cents) and the weight (grams): amounts add up, factors multiply."""

WORD_COLUMNS = ("sku", "title", "about", "label", "brand")
"""Columns for texts and SKUs: `title`, `about` and `label` fill the places of that name in the family's texts.
`brand` keeps a product row to one brand, by its code."""


@dataclass(frozen=True, slots=True)
class Choices:
    """A table of alternatives. `sku` is a template for the part it adds to the SKU."""

    columns: list[str]
    rows: list[list[Any]]
    sku: str | None = None

    def __iter__(self) -> Iterator[Row]:
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Products that share a text, and tables of which each brand makes every combination."""

    code: str
    category: str
    brands: list[str]
    name: str
    summary: str
    description: str
    axes: list[str] = field(default_factory=list)
    variant: str = ""
    """Template of the variants' names; without one they are named by their axes."""
    specification: Table = field(default_factory=dict)
    products: Choices = Choices([], [[]])
    variants: list[Choices] = field(default_factory=list)
    skip: list[Table] = field(default_factory=list)
    not_for_sale: list[Table] = field(default_factory=list)
    price: int = 0
    weight: int = 0
    popularity: int = 400
    sale_unit: str = "piece"
    minimum_quantity: int = 1
    quantity_step: int = 1


def families() -> Iterator[Family]:
    """Every family of every data file. Raises DemoDataError naming the file and family that cannot be read."""
    for path in family_files():
        contents = read(path)
        for table in contents["family"]:
            try:
                yield _family(table, contents.get("table", {}))
            except (TypeError, ValueError) as error:
                raise DemoDataError(f"{path.name}, family {table.get('code', '?')}: {error}") from error


def matches(row: Row, condition: Table) -> bool:
    """Whether the row has all the values of the condition; a list in the condition means any of these."""
    return all(
        row.get(column) in wanted if isinstance(wanted, list) else row.get(column) == wanted
        for column, wanted in condition.items()
    )


def amount(rows: list[Row], base: int, column: str) -> int:
    """`price` or `weight`: base plus the column's amounts, times the column's factors, to the nearest whole."""
    total = Decimal(base + sum(row.get(column, 0) for row in rows))
    for row in rows:
        total *= Decimal(row.get(f"{column}_factor", 1))
    return round(total)


def _family(table: Table, shared_tables: Table) -> Family:
    written = dict(table)
    if "products" in written:
        written["products"] = _choices(written["products"], shared_tables)
    written["variants"] = [_choices(choices, shared_tables) for choices in written.get("variants", [])]
    return Family(**written)


def _choices(table: Table, shared_tables: Table) -> Choices:
    """The table itself, or the file's shared table it names with `use`."""
    if "use" not in table:
        return Choices(**table)
    if table["use"] not in shared_tables:
        raise ValueError(f"uses the table {table['use']!r}, which the file does not have")
    return Choices(**shared_tables[table["use"]])
