"""What a catalogue is made of before it is rows: the records that the demo catalogue and every import produce.

Plain values, already normalised: numbers in the attribute's unit, prices in minor units,
weights in grams. `catalog.commands.write_products` turns them into rows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

SpecificationValue: TypeAlias = float | int | str | bool
"""A number in the attribute's unit, a choice's value, a text, or a boolean."""

Specification: TypeAlias = Mapping[str, SpecificationValue]
"""Attribute code to value."""


class AttributeKind(StrEnum):
    NUMBER = "number"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    TEXT = "text"


class SaleUnit(StrEnum):
    PIECE = "piece"
    METRE = "metre"


@dataclass(frozen=True, slots=True)
class AttributeRecord:
    """One typed attribute. `unit` is the symbol values are stored and shown in (`mm²`, `W`); empty for none."""

    code: str
    name: str
    kind: AttributeKind
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    """(value, label) in display order; only for CHOICE."""
    explanation: str = ""
    """One sentence a shopper understands: what the value means."""


@dataclass(frozen=True, slots=True)
class CategoryRecord:
    """One category. `path` is the slugs from the root, e.g. `("cable", "installation-cable", "nym-j")`."""

    path: tuple[str, ...]
    name: str
    position: int = 0
    description: str = ""
    drawing: str = ""
    """Drawing kind of its products (see `catalog.domain.drawings`); empty means the parent's."""
    attributes: tuple[str, ...] = ()
    """Codes declared here, in display order; a category also has those of its ancestors."""


@dataclass(frozen=True, slots=True)
class VariantRecord:
    """One SKU. `price` is minor units with VAT included; None means not for sale."""

    sku: str
    name: str
    """What sets it apart from its sister variants, e.g. `2.5 mm², 50 m ring`; empty for the only one."""
    price: int | None
    specification: Specification = field(default_factory=dict)
    weight: int = 0
    """Grams per sale unit."""
    ean: str = ""
    manufacturer_number: str = ""
    stock: int | None = None
    """Opening stock, booked once when the variant is created; None books nothing."""
    sale_unit: SaleUnit = SaleUnit.PIECE
    minimum_quantity: int = 1
    quantity_step: int = 1


@dataclass(frozen=True, slots=True)
class ProductRecord:
    """One product with its variants, in the order they are shown."""

    slug: str
    name: str
    category: tuple[str, ...]
    variants: tuple[VariantRecord, ...]
    brand: str = ""
    summary: str = ""
    description: str = ""
    specification: Specification = field(default_factory=dict)
    """What all variants share; a variant's own specification adds to it."""
    variant_axes: tuple[str, ...] = ()
    """Attribute codes by which a shopper chooses among the variants, at most three."""
    tax_class: str = "standard"
    popularity: int = 0
    image_urls: tuple[str, ...] = ()
