"""Specifications as shoppers read them: values with names, labels and units. No database."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from catalog.domain.records import AttributeKind, Specification, SpecificationValue
from catalog.queries.vocabulary import AttributeView, Vocabulary


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One line of a data sheet. `label` is the value as text, with its unit; `of_variant`: the variant decides it."""

    code: str
    name: str
    kind: str
    value: SpecificationValue
    unit: str
    label: str
    explanation: str = ""
    of_variant: bool = False

    @property
    def is_number(self) -> bool:
        return self.kind == AttributeKind.NUMBER


@dataclass(frozen=True, slots=True)
class KeySpec:
    """A property of a product in a list. Numbers stand in `low` and `high` (equal for one value), all else in `text`."""

    code: str
    name: str
    unit: str
    text: str = ""
    low: float | None = None
    high: float | None = None
    varies: bool = False
    """Whether the variants differ in it."""

    @property
    def is_range(self) -> bool:
        return self.low != self.high


def sheet(
    vocabulary: Vocabulary, codes: Iterable[str], shared: Specification, own: Specification
) -> tuple[SheetLine, ...]:
    """The data sheet of a product and one of its variants, in the order of `codes`, others after them."""
    values = {**shared, **own}
    ordered = dict.fromkeys((*codes, *values))
    return tuple(
        sheet_line(vocabulary.attributes[code], values[code], of_variant=code in own)
        for code in ordered
        if code in values and code in vocabulary.attributes
    )


def sheet_line(attribute: AttributeView, value: SpecificationValue, *, of_variant: bool = False) -> SheetLine:
    return SheetLine(
        code=attribute.code,
        name=attribute.name,
        kind=attribute.kind,
        value=value,
        unit=attribute.unit,
        label=label(attribute, value),
        explanation=attribute.explanation,
        of_variant=of_variant,
    )


def label(attribute: AttributeView, value: SpecificationValue) -> str:
    """`2.5 mm²`, `Warm white`, `Yes`."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return attribute.choices.get(value, value)
    return f"{value:g}{f' {attribute.unit}' if attribute.unit else ''}" if abs(value) < 1e6 else str(value)


def key_specs(
    vocabulary: Vocabulary, codes: Iterable[str], specifications: Sequence[Specification], limit: int
) -> tuple[KeySpec, ...]:
    """The first `limit` comparable properties that the variants have, each over all of them: `1.5 to 16 mm²`."""
    found: list[KeySpec] = []
    for code in dict.fromkeys(codes):
        values = list(dict.fromkeys(each[code] for each in specifications if code in each))
        if values and vocabulary.is_comparable(code):
            found.append(_key_spec(vocabulary.attributes[code], values))
        if len(found) == limit:
            break
    return tuple(found)


def _key_spec(attribute: AttributeView, values: list[SpecificationValue]) -> KeySpec:
    numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
    if attribute.kind == AttributeKind.NUMBER and len(numbers) == len(values):
        low, high = min(numbers), max(numbers)
        return KeySpec(attribute.code, attribute.name, attribute.unit, low=low, high=high, varies=low != high)
    labels = [label(attribute, value) for value in values]
    text = ", ".join(labels) if len(labels) < 4 else f"{', '.join(labels[:2])} +{len(labels) - 2}"
    return KeySpec(attribute.code, attribute.name, attribute.unit, text=text, varies=len(values) > 1)


def in_order(attribute: AttributeView, values: Iterable[SpecificationValue]) -> list[SpecificationValue]:
    """Choices as declared, numbers by size, the rest by text."""
    places = {value: place for place, value in enumerate(attribute.choices)}

    def key(value: SpecificationValue) -> tuple[float, str]:
        if isinstance(value, str):
            return places.get(value, len(places)), value
        return float(value), ""

    return sorted(set(values), key=key)
