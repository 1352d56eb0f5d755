"""The categories, attributes, choices and brands that good rows use, collected until they are written."""

from collections import defaultdict
from dataclasses import replace

from catalog.adapters.feeds.category_paths import Names
from catalog.adapters.feeds.feed_map import FeedMap
from catalog.commands.write_tree import TAX_CLASSES, TaxClassRecord, WriteTree
from catalog.domain.records import AttributeKind, ProductRecord


class Vocabulary:
    """Remembers what was handed over, so that each word is written once in an import."""

    def __init__(self, feed_map: FeedMap) -> None:
        self._map = feed_map
        self._rules = {rule.record.code: rule for rule in feed_map.attributes}
        self._order = {code: place for place, code in enumerate(self._rules)}
        self._choice_codes = {
            code for code, rule in self._rules.items() if rule.record.kind is AttributeKind.CHOICE
        }
        self._brands: set[str] = set()
        self._used: set[tuple[Names, str]] = set()
        self._choices: set[tuple[str, str]] = set()
        self._new_brands: set[str] = set()
        self._new_choices: dict[str, list[str]] = defaultdict(list)
        self._new_uses: dict[Names, list[str]] = defaultdict(list)
        self._tax_classes = tuple(
            TaxClassRecord(code, name, rate) for code, (name, rate) in feed_map.tax_rates.items()
        )
        self._first = True

    @property
    def tax_classes(self) -> tuple[TaxClassRecord, ...]:
        """The map's, and the usual ones it does not name."""
        named = {record.code for record in self._tax_classes}
        return (*self._tax_classes, *(record for record in TAX_CLASSES if record.code not in named))

    def note(self, record: ProductRecord) -> None:
        """The words of one good record."""
        if record.brand and record.brand not in self._brands:
            self._brands.add(record.brand)
            self._new_brands.add(record.brand)
        path = record.category
        if (path, "") not in self._used:
            self._used.add((path, ""))
            self._new_uses[path] += []
        for code, value in record.specification.items():
            if (path, code) not in self._used:
                self._used.add((path, code))
                self._new_uses[path].append(code)
            if code in self._choice_codes and (code, str(value)) not in self._choices:
                self._choices.add((code, str(value)))
                self._new_choices[code].append(str(value))

    def take(self) -> WriteTree | None:
        """What is new since the last time; None when nothing is."""
        if not (self._first or self._new_brands or self._new_choices or self._new_uses):
            return None
        codes = {*self._new_choices, *(code for used in self._new_uses.values() for code in used)}
        tree = WriteTree(
            attributes=tuple(
                replace(self._rules[code].record, choices=self._labelled(code))
                for code in sorted(codes, key=self._order.__getitem__)
            ),
            categories=tuple(
                replace(
                    record,
                    attributes=tuple(sorted(self._new_uses.get(path, ()), key=self._order.__getitem__)),
                )
                for path, record in self._map.paths.records.copy().items()  # the mapping thread adds to it
                if any(used[: len(path)] == path for used in self._new_uses)
            ),
            brands=tuple(sorted(self._new_brands)),
            tax_classes=self.tax_classes if self._first else (),
        )
        self._first = False
        self._new_brands, self._new_choices, self._new_uses = set(), defaultdict(list), defaultdict(list)
        return tree

    def _labelled(self, code: str) -> tuple[tuple[str, str], ...]:
        """The listed choices in the map's order, or the new ones as the feed writes them."""
        rule = self._rules[code]
        wanted = [value for value, _ in rule.record.choices if (code, value) not in self._choices]
        return tuple(
            (value, rule.choices.labels[value]) for value in (*wanted, *self._new_choices.get(code, ()))
        )
