"""Create what products hang on: attributes with their choices, categories, brands, tax classes."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.utils.text import slugify

from catalog.domain.records import AttributeKind, AttributeRecord, CategoryRecord
from catalog.models import Attribute, AttributeChoice, Brand, Category, CategoryAttribute, TaxClass
from electricityshop.commands import command
from electricityshop.errors import Conflict


@dataclass(frozen=True, slots=True)
class TaxClassRecord:
    """A VAT rate by name; `rate` is basis points (1900 = 19 %)."""

    code: str
    name: str
    rate: int


TAX_CLASSES = (
    TaxClassRecord("standard", "Standard rate", 1900),
    TaxClassRecord("reduced", "Reduced rate", 700),
    TaxClassRecord("zero", "Zero rate", 0),
)


class AttributeDiffers(Conflict):
    """The shop has an attribute of this code with another kind or unit."""

    code = "attribute_differs"


@dataclass(frozen=True, slots=True)
class WriteTree:
    """Parents come before their children in `categories`; what they declare is in `attributes` or in the shop."""

    attributes: tuple[AttributeRecord, ...] = ()
    categories: tuple[CategoryRecord, ...] = ()
    brands: tuple[str, ...] = ()
    tax_classes: tuple[TaxClassRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class TreeReport:
    """How many of each were created."""

    attributes: int
    choices: int
    categories: int
    declarations: int
    brands: int
    tax_classes: int

    @property
    def total(self) -> int:
        return (
            self.attributes + self.choices + self.categories
            + self.declarations + self.brands + self.tax_classes
        )  # fmt: skip


@command
def write_tree(tree: WriteTree) -> TreeReport:
    """Create what is missing and leave what is there as the staff keep it. Raises `AttributeDiffers`."""
    attributes, choices = _write_attributes(tree.attributes)
    categories = _write_categories(tree.categories)
    return TreeReport(
        attributes=attributes,
        choices=choices,
        categories=categories,
        declarations=_declare(tree.categories),
        brands=_write_brands(tree.brands),
        tax_classes=_write_tax_classes(tree.tax_classes),
    )


def _write_attributes(records: Iterable[AttributeRecord]) -> tuple[int, int]:
    wanted = {record.code: record for record in records}
    known = {attribute.code: attribute for attribute in Attribute.objects.filter(code__in=wanted)}
    for code, attribute in known.items():
        record = wanted[code]
        if (attribute.kind, attribute.unit) != (record.kind, record.unit):
            raise AttributeDiffers(
                f"The attribute {code} is a {attribute.kind} in {attribute.unit or 'no unit'} here, "
                f"not a {record.kind} in {record.unit or 'no unit'}."
            )
    created = Attribute.objects.bulk_create(
        Attribute(
            code=record.code,
            name=record.name,
            kind=record.kind,
            unit=record.unit,
            explanation=record.explanation,
        )
        for record in wanted.values()
        if record.code not in known
    )
    known |= {attribute.code: attribute for attribute in created}
    return len(created), _write_choices(wanted, known)


def _write_choices(wanted: dict[str, AttributeRecord], known: dict[str, Attribute]) -> int:
    listed = [record for record in wanted.values() if record.kind is AttributeKind.CHOICE]
    ids = [known[record.code].pk for record in listed]
    there = set(AttributeChoice.objects.filter(attribute__in=ids).values_list("attribute_id", "value"))
    last = dict(
        AttributeChoice.objects.filter(attribute__in=ids)
        .values_list("attribute_id")
        .annotate(last=Max("position"))
        .order_by()
    )
    missing = [
        AttributeChoice(
            attribute=known[record.code],
            value=value,
            label=label,
            position=last.get(known[record.code].pk, -1) + 1 + position,
        )
        for record in listed
        for position, (value, label) in enumerate(record.choices)
        if (known[record.code].pk, value) not in there
    ]
    return len(AttributeChoice.objects.bulk_create(missing))


def _write_categories(records: Iterable[CategoryRecord]) -> int:
    """Level by level, because a child's row names its parent's id."""
    wanted = {"/".join(record.path): record for record in records}
    known = dict(Category.objects.filter(path__in=_with_ancestors(wanted)).values_list("path", "id"))
    missing = [record for path, record in wanted.items() if path not in known]
    for depth in sorted({len(record.path) for record in missing}):
        level = [_category(record, known) for record in missing if len(record.path) == depth]
        known |= {category.path: category.pk for category in Category.objects.bulk_create(level)}
    return len(missing)


def _category(record: CategoryRecord, known: dict[str, int]) -> Category:
    return Category(
        parent_id=known["/".join(record.path[:-1])] if len(record.path) > 1 else None,
        slug=record.path[-1],
        path="/".join(record.path),
        name=record.name,
        description=record.description,
        position=record.position,
        drawing=record.drawing,
    )


def _declare(records: Iterable[CategoryRecord]) -> int:
    """Declared once on the way down: what an ancestor declares holds below it."""
    wanted = {"/".join(record.path): record.attributes for record in records if record.attributes}
    categories = dict(Category.objects.filter(path__in=_with_ancestors(wanted)).values_list("path", "id"))
    attributes = dict(
        Attribute.objects.filter(code__in={code for codes in wanted.values() for code in codes}).values_list(
            "code", "id"
        )
    )
    there = set(
        CategoryAttribute.objects.filter(category__in=categories.values()).values_list(
            "category_id", "attribute_id"
        )
    )
    declared = Counter(category for category, _ in there)
    missing = []
    for path, codes in wanted.items():
        above = [categories[name] for name in _with_ancestors([path]) if name in categories]
        for code in codes:
            if not any((category, attributes[code]) in there for category in above):
                there.add((categories[path], attributes[code]))
                declared[categories[path]] += 1
                missing.append(
                    CategoryAttribute(
                        category_id=categories[path],
                        attribute_id=attributes[code],
                        position=declared[categories[path]] - 1,
                    )
                )
    return len(CategoryAttribute.objects.bulk_create(missing))


def _with_ancestors(paths: Iterable[str]) -> set[str]:
    return {
        "/".join(parts[:depth])
        for parts in (path.split("/") for path in paths)
        for depth in range(1, len(parts) + 1)
    }


def _write_brands(names: Iterable[str]) -> int:
    wanted = set(names)
    missing = sorted(wanted - set(Brand.objects.filter(name__in=wanted).values_list("name", flat=True)))
    bases = {name: slugify(name)[:100].strip("-") or "brand" for name in missing}
    taken = set(Brand.objects.filter(slug__in=bases.values()).values_list("slug", flat=True))
    brands = []
    for name in missing:
        slug, number = bases[name], 1
        while slug in taken or (number > 1 and Brand.objects.filter(slug=slug).exists()):
            number += 1
            slug = f"{bases[name]}-{number}"
        taken.add(slug)
        brands.append(Brand(name=name, slug=slug))
    return len(Brand.objects.bulk_create(brands))


def _write_tax_classes(records: Iterable[TaxClassRecord]) -> int:
    wanted = {record.code: record for record in records}
    known = set(TaxClass.objects.filter(code__in=wanted).values_list("code", flat=True))
    return len(
        TaxClass.objects.bulk_create(
            TaxClass(code=record.code, name=record.name, rate=record.rate)
            for code, record in wanted.items()
            if code not in known
        )
    )
