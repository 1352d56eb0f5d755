"""What a proof answers: one row per figure."""

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Row:
    """`limit` is what the value must not exceed (or reach, see `ok`); None for a figure that is only stated."""

    area: str
    name: str
    value: Any
    limit: Any
    unit: str
    ok: bool

    @classmethod
    def at_most(cls, area: str, name: str, value: float, limit: float, unit: str) -> "Row":
        return cls(area, name, round(value, 3), limit, unit, value <= limit)

    @classmethod
    def equal(cls, area: str, name: str, value: Any, limit: Any, unit: str = "") -> "Row":
        return cls(area, name, value, limit, unit, value == limit)

    @classmethod
    def stated(cls, area: str, name: str, value: float, unit: str) -> "Row":
        return cls(area, name, round(value, 3), None, unit, ok=True)
