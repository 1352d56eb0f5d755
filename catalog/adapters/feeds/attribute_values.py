"""From what a feed says about an attribute to the typed, normalised value the shop stores."""

from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any, TypeAlias

from django.utils.text import slugify

from catalog.adapters.feeds.values import BadValue, as_boolean, as_text
from catalog.domain.records import AttributeKind, SpecificationValue
from catalog.domain.units import Conversion, conversion, quantity

Finish: TypeAlias = Callable[[Any], SpecificationValue]

LONGEST_TEXT = 500
MOST_CHOICES = 1_000


@dataclass(slots=True)
class Choices:
    """The values of a choice attribute: a fixed list, or open and learnt from the feed."""

    labels: dict[str, str] = field(default_factory=dict)
    is_open: bool = True

    def value(self, said: Any) -> str:
        label = as_text(said)
        value = choice_value(label)
        if value in self.labels:
            return value
        if not self.is_open:
            raise BadValue(f"{label[:60]!r} is not one of {', '.join(list(self.labels.values())[:12])}")
        if not value or len(label) > 120:
            raise BadValue(f"{label[:60]!r} cannot be a choice")
        if len(self.labels) >= MOST_CHOICES:
            raise BadValue(f'more than {MOST_CHOICES:,} different values: give the attribute kind = "text"')
        self.labels[value] = label
        return value


def choice_value(label: str) -> str:
    """The slug of a choice: `M.2-2280` is `m-2-2280`, `2.5` is `2-5`."""
    return slugify(label.replace(".", "-").replace("/", "-"))[:60]


def number_in(unit: str, said_in: str, decimals: int | None, decimal_mark: str) -> Finish:
    """Numbers in `said_in` become numbers in `unit`; a text may bring its own unit (`0.06 kW`).

    Raises `UnknownUnit` or `DifferentDimension` when the two do not go together.
    """
    usual = conversion(said_in, unit)
    keeps_whole = usual == conversion(unit, unit)

    def finish(said: Any) -> SpecificationValue:
        if keeps_whole and type(said) is int:
            return said
        return normalised(_converted(said), decimals)

    def _converted(said: Any) -> Decimal:
        if isinstance(said, Decimal):
            return usual(said)
        if isinstance(said, int) and not isinstance(said, bool):
            return usual(Decimal(said))
        try:
            amount, own_unit = quantity(as_text(said), decimal_mark)
            return (usual if own_unit in ("", said_in) else _between(own_unit, unit))(amount)
        except BadValue:
            raise
        except ValueError as error:
            raise BadValue(str(error)) from error

    return finish


def text(said: Any) -> SpecificationValue:
    found = as_text(said)
    if len(found) > LONGEST_TEXT:
        raise BadValue(f"longer than {LONGEST_TEXT} characters")
    return found


def choice(choices: Choices) -> Finish:
    seen: dict[str, str] = {}

    def finish(said: Any) -> SpecificationValue:
        """Slugs are remembered: making one costs more than all the rest of a value."""
        if type(said) is str and said in seen:
            return seen[said]
        value = choices.value(said)
        if type(said) is str and len(seen) < MOST_CHOICES:
            seen[said] = value
        return value

    return finish


def finisher(kind: AttributeKind, numbers: Finish, choices: Choices) -> Finish:
    if kind is AttributeKind.NUMBER:
        return numbers
    if kind is AttributeKind.CHOICE:
        return choice(choices)
    return as_boolean if kind is AttributeKind.BOOLEAN else text


def normalised(value: Decimal, decimals: int | None = None) -> int | float:
    """Whole numbers as int, others as float of at most 12 significant digits."""
    if not value.is_finite() or abs(value) > 10**15:
        raise BadValue("the number is out of all proportion")
    if decimals is not None:
        value = round(value, decimals)
    if value == value.to_integral_value():
        return int(value)
    return float(f"{value:.12g}")


@lru_cache(maxsize=256)
def _between(own_unit: str, unit: str) -> Conversion:
    return conversion(own_unit, unit)
