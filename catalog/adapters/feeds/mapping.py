"""From a row of a feed to a catalogue record, by a map."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from catalog.adapters.feeds.attribute_values import Finish
from catalog.adapters.feeds.category_paths import Names
from catalog.adapters.feeds.feed_map import FeedMap
from catalog.adapters.feeds.field_values import FinishField, finishers
from catalog.adapters.feeds.rows import Values
from catalog.adapters.feeds.sources import Read, Source, column_value, first_of
from catalog.adapters.feeds.values import BadValue
from catalog.domain.records import ProductRecord, SaleUnit, SpecificationValue, VariantRecord

_MOST_PLANS = 1_000


@dataclass(frozen=True, slots=True)
class MappedRow:
    """`sku` is empty when even that could not be told; `record` is None when there are `faults`."""

    sku: str
    record: ProductRecord | None
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """What applies to rows that meet the same conditions."""

    fields: tuple[tuple[str, Read, FinishField, bool], ...]
    category: Read
    attributes: tuple[tuple[str, Read, Finish, bool], ...]


class Mapper:
    """Applies one map to rows; `skipped` counts the values that were left out because the map says so."""

    def __init__(self, feed_map: FeedMap, tax_classes: frozenset[str]) -> None:
        self.skipped: Counter[str] = Counter()
        self._map = feed_map
        self._finish = finishers(feed_map.decimal_mark, tax_classes)
        self._plans: dict[tuple[Any, ...], _Plan] = {}
        rules = [*(rule.ways for rule in feed_map.fields), feed_map.category]
        rules += [rule.ways for rule in feed_map.attributes]
        self._deciding = tuple(
            dict.fromkeys(name for ways in rules for way in ways for name in way.condition.wanted)
        )

    def map(self, values: Values) -> MappedRow:
        """Every fault of the row is named, not only the first."""
        plan = self._plan(values)
        faults: list[str] = []
        said = self._fields(values, plan, faults)
        sku = self._sku(values, said, faults)
        category = self._category(values, plan, faults)
        specification = self._specification(values, plan, faults)
        if "name" not in said and not any(fault.startswith("name:") for fault in faults):
            faults.append("name: empty")
        if faults:
            return MappedRow(sku, None, tuple(faults))
        return MappedRow(sku, _record(sku, category, specification, said))

    def _fields(self, values: Values, plan: _Plan, faults: list[str]) -> dict[str, Any]:
        said: dict[str, Any] = {}
        for name, read, finish, skips_bad in plan.fields:
            try:
                value = read(values)
                if value is not None:
                    said[name] = finish(value)
            except BadValue as error:
                self._note(name, error, faults, skips_bad=skips_bad)
        return said

    def _sku(self, values: Values, said: Mapping[str, Any], faults: list[str]) -> str:
        if "sku" in said or self._map.identity is None:
            if "sku" not in said and not any(fault.startswith("sku:") for fault in faults):
                faults.append("sku: empty")
            return str(said.get("sku", ""))
        try:
            return self._map.identity.sku(values)
        except BadValue as error:
            faults.append(f"identity: {error}")
            return ""

    def _category(self, values: Values, plan: _Plan, faults: list[str]) -> Names:
        try:
            return self._map.paths.path(plan.category(values))
        except BadValue as error:
            faults.append(f"category: {error}")
            return ()

    def _specification(self, values: Values, plan: _Plan, faults: list[str]) -> dict[str, SpecificationValue]:
        specification: dict[str, SpecificationValue] = {}
        for code, read, finish, skips_bad in plan.attributes:
            try:
                value = read(values)
                if value is not None:
                    specification[code] = finish(value)
            except BadValue as error:
                self._note(code, error, faults, skips_bad=skips_bad)
        return specification

    def _note(self, name: str, error: BadValue, faults: list[str], *, skips_bad: bool) -> None:
        if skips_bad:
            self.skipped[name] += 1
        else:
            faults.append(f"{name}: {error}")

    def _plan(self, values: Values) -> _Plan:
        key = tuple(str(column_value(values, name)) for name in self._deciding)
        plan = self._plans.get(key)
        if plan is None:
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[key] = self._planned(values)
        return plan

    def _planned(self, values: Values) -> _Plan:
        fields = (
            (rule.name, read, self._finish[rule.name], rule.skips_bad)
            for rule in self._map.fields
            if (read := _applying(rule.ways, values))
        )
        attributes = (
            (rule.record.code, read, rule.finish, rule.skips_bad)
            for rule in self._map.attributes
            if (read := _applying(rule.ways, values))
        )
        category = _applying(self._map.category, values) or _nothing
        return _Plan(tuple(fields), category, tuple(attributes))


def _applying(ways: tuple[Source, ...], values: Values) -> Read | None:
    reads: list[Callable[[Values], Any]] = [way.read for way in ways if way.condition.holds(values)]
    return first_of(reads) if reads else None


def _nothing(values: Values) -> None:
    return None


def _record(
    sku: str, category: Names, specification: dict[str, SpecificationValue], said: Mapping[str, Any]
) -> ProductRecord:
    """The slug stays empty: it is made when the product is created, and never again."""
    variant = VariantRecord(
        sku=sku,
        name="",
        price=said.get("price") or None,
        weight=said.get("weight", 0),
        ean=said.get("ean", ""),
        manufacturer_number=said.get("manufacturer_number", ""),
        stock=said.get("stock"),
        sale_unit=said.get("sale_unit", SaleUnit.PIECE),
        minimum_quantity=said.get("minimum_quantity", 1),
        quantity_step=said.get("quantity_step", 1),
    )
    return ProductRecord(
        slug="",
        name=said["name"],
        category=category,
        variants=(variant,),
        brand=said.get("brand", ""),
        summary=said.get("summary", ""),
        description=said.get("description", ""),
        specification=specification,
        tax_class=said.get("tax_class", "standard"),
        popularity=said.get("popularity", 0),
        image_urls=said.get("image", ()),
    )
