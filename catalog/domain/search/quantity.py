"""One quantity that a shopper asks for."""

from dataclasses import dataclass
from decimal import Decimal

from catalog.domain import units
from catalog.domain.search.written_units import COUNTED


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or a number of counted things."""

    value: Decimal
    unit: str
    """The one symbol of `catalog.domain.units`, or the name of what is counted, in the singular: `pole`, `core`."""
    written: str
    start: int
    """Where `written` begins in the text."""
    upto: Decimal | None = None
    """The upper end, when a range was asked for: `100-240V`."""
    times: int = 1
    """How many of them: `2x100W`."""

    @property
    def end(self) -> int:
        return self.start + len(self.written)

    def bounds_in(self, unit: str) -> tuple[Decimal, Decimal] | None:
        """The least and the most that is asked for, in another unit; equal unless it is a range.

        None when the unit measures something else. Kelvin is the colour of light, and no temperature in °C.
        """
        ends = (self.value, self.value if self.upto is None else self.upto)
        if unit == self.unit:
            return ends
        if self.unit in COUNTED or "K" in {self.unit, units.symbol(unit)}:
            return None
        try:
            conversion = units.conversion(self.unit, unit)
        except (units.UnknownUnit, units.DifferentDimension):
            return None
        return conversion(ends[0]), conversion(ends[1])
