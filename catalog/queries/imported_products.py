"""What an import needs to know about the shop before and after it."""

from collections.abc import Iterator

from django.contrib.postgres.aggregates import ArrayAgg

from catalog.domain.records import AttributeKind, AttributeRecord
from catalog.models import Attribute, AttributeChoice, Product, TaxClass

_PAGE = 2_000


def imported_products(source: str) -> Iterator[dict[int, list[str]]]:
    """Published products of an import with their SKUs, a page at a time, in id order."""
    products = Product.objects.published().filter(source=source).order_by("pk")
    skus = products.annotate(skus=ArrayAgg("variants__sku")).values_list("pk", "skus")
    after = 0
    while page := dict(skus.filter(pk__gt=after)[:_PAGE]):
        yield page
        after = max(page)


def attribute_records() -> dict[str, AttributeRecord]:
    """Every attribute the shop has, by code."""
    choices: dict[int, list[tuple[str, str]]] = {}
    for attribute, value, label in AttributeChoice.objects.order_by(
        "attribute", "position", "id"
    ).values_list("attribute", "value", "label"):
        choices.setdefault(attribute, []).append((value, label))
    return {
        code: AttributeRecord(code, name, AttributeKind(kind), unit, tuple(choices.get(pk, ())), explanation)
        for pk, code, name, kind, unit, explanation in Attribute.objects.values_list(
            "id", "code", "name", "kind", "unit", "explanation"
        )
    }


def tax_class_codes() -> set[str]:
    return set(TaxClass.objects.values_list("code", flat=True))
