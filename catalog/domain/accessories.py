"""Which products accessorise which: rules, and what a product's data sheet makes of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from catalog.domain.records import Specification, SpecificationValue


class BadRule(ValueError):
    """The message names what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessoryRule:
    """Products of the categories `of` are accessorised by those of `fits` that agree in an attribute.

    The accessory's attribute is `theirs` where it is another one; `values` says which of its values fit where they
    are called otherwise. Without an attribute all of them fit, and `reason` says why. Raises `BadRule` on construction.
    """

    of: tuple[str, ...]
    """Paths; with what is below them."""
    fits: tuple[str, ...]
    by: str = ""
    theirs: str = ""
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    reason: str = ""

    def __post_init__(self) -> None:
        if not self.of or not self.fits:
            raise BadRule("A rule names categories (of) and what fits them (fits).")
        if bool(self.by) == bool(self.reason):
            raise BadRule(f"{self.of}: a rule has either an attribute (by) or a reason.")

    @property
    def attribute(self) -> str:
        """Of the accessory."""
        return self.theirs or self.by

    def is_about(self, category: str) -> bool:
        return any(category == path or category.startswith(f"{path}/") for path in self.of)

    def wanted(self, specification: Specification) -> list[SpecificationValue]:
        """Values of the accessory's attribute that fit a product; empty when the rule does not apply."""
        value = specification.get(self.by)
        if value is None:
            return []
        return list(self.values.get(str(value), ())) if self.values else [value]
