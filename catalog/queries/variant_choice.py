"""The variants of a product as a grid to choose from, over at most three axes. No database."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from catalog.domain.records import Specification, SpecificationValue
from catalog.queries.specification import SheetLine, in_order, sheet_line
from catalog.queries.vocabulary import AttributeView, Vocabulary


class Choosable(Protocol):
    @property
    def sku(self) -> str: ...
    @property
    def specification(self) -> Specification: ...
    @property
    def is_buyable(self) -> bool: ...
    @property
    def price(self) -> int | None: ...


@dataclass(frozen=True, slots=True)
class Cell:
    """One way to choose. `sku` is empty where there is no such variant."""

    sku: str = ""
    price: int | None = None
    is_buyable: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    head: SheetLine | None
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One value of the third axis; its cell leads to the most similar variant there."""

    head: SheetLine
    cell: Cell


@dataclass(frozen=True, slots=True)
class VariantChoice:
    """One axis: `row_axis` only. Two: a matrix. Three: `groups`, of which the matrix shows the chosen one."""

    group_axis: AttributeView | None
    groups: tuple[Group, ...]
    row_axis: AttributeView
    column_axis: AttributeView | None
    columns: tuple[SheetLine, ...]
    rows: tuple[Row, ...]


def variant_choice(
    vocabulary: Vocabulary, axes: Sequence[str], variants: Sequence[Choosable], chosen: Choosable
) -> VariantChoice | None:
    """None when there is nothing to choose, or the axes do not tell the variants apart."""
    known = [vocabulary.attributes[code] for code in axes[:3] if code in vocabulary.attributes]
    spread = [(axis, _values(axis, variants)) for axis in known]
    used = sorted((each for each in spread if len(each[1]) > 1), key=lambda each: -len(each[1]))
    if not used:
        return None
    group_axis: AttributeView | None = None
    groups: tuple[Group, ...] = ()
    shown = variants
    if len(used) == 3:
        group_axis = used[2][0]
        groups = _groups(group_axis, used[2][1], variants, chosen)
        shown = [each for each in variants if _value(each, group_axis) == _value(chosen, group_axis)]
    row_axis = used[0][0]
    column_axis = used[1][0] if len(used) > 1 else None
    columns = [value for value in used[1][1] if value in _values(column_axis, shown)] if column_axis else []
    return VariantChoice(
        group_axis=group_axis,
        groups=groups,
        row_axis=row_axis,
        column_axis=column_axis,
        columns=tuple(sheet_line(column_axis, value) for value in columns) if column_axis else (),
        rows=tuple(
            _row(row_axis, value, column_axis, columns, shown, chosen) for value in _values(row_axis, shown)
        ),
    )


def _value(variant: Choosable, axis: AttributeView) -> SpecificationValue | None:
    return variant.specification.get(axis.code)


def _values(axis: AttributeView, variants: Sequence[Choosable]) -> list[SpecificationValue]:
    found = (_value(variant, axis) for variant in variants)
    return in_order(axis, (value for value in found if value is not None))


def _row(
    row_axis: AttributeView,
    value: SpecificationValue,
    column_axis: AttributeView | None,
    columns: Sequence[SpecificationValue],
    variants: Sequence[Choosable],
    chosen: Choosable,
) -> Row:
    here = [variant for variant in variants if _value(variant, row_axis) == value]
    if column_axis is None:
        return Row(sheet_line(row_axis, value), (_cell(here, chosen),))
    cells = (
        _cell([variant for variant in here if _value(variant, column_axis) == column], chosen)
        for column in columns
    )
    return Row(sheet_line(row_axis, value), tuple(cells))


def _cell(variants: Sequence[Choosable], chosen: Choosable) -> Cell:
    """Of several variants that share the values: the chosen one, else the first that can be bought."""
    if not variants:
        return Cell()
    best = min(variants, key=lambda variant: (variant.sku != chosen.sku, not variant.is_buyable))
    return Cell(best.sku, best.price, best.is_buyable, best.sku == chosen.sku)


def _groups(
    axis: AttributeView,
    values: Sequence[SpecificationValue],
    variants: Sequence[Choosable],
    chosen: Choosable,
) -> tuple[Group, ...]:
    groups = []
    for value in values:
        candidates = [variant for variant in variants if _value(variant, axis) == value]
        nearest = max(candidates, key=lambda variant: (_similarity(variant, chosen), variant.is_buyable))
        cell = Cell(nearest.sku, nearest.price, nearest.is_buyable, value == _value(chosen, axis))
        groups.append(Group(sheet_line(axis, value), cell))
    return tuple(groups)


def _similarity(variant: Choosable, chosen: Choosable) -> int:
    return sum(variant.specification.get(code) == value for code, value in chosen.specification.items())
