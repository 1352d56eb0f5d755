"""Rows of products, in bulk: staged with COPY, then written by one statement per table. Part of a transaction."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from catalog.domain.records import ProductRecord, VariantRecord
from catalog.summaries import LEARN_VALUES_OF_STAGED, SUMMARY_OF_STAGED
from catalog.words import learn_words
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import SqlRow, copy_rows

_PRODUCT = (
    "id", "slug", "name", "brand_id", "category_id", "summary", "description", "specification", "variant_axes",
    "tax_class_id", "is_published", "popularity", "created_at", "updated_at", "source", "source_digest",
)  # fmt: skip
_KEPT = ("id", "slug", "created_at")
_VARIANT = (
    "id", "product_id", "sku", "name", "position", "specification", "price", "weight", "ean", "manufacturer_number",
    "sale_unit", "minimum_quantity", "quantity_step", "is_active",
)  # fmt: skip
_KEPT_OF_VARIANT = ("id", "product_id", "sku", "is_active")
_EMPTY = "{}"


@dataclass(frozen=True, slots=True)
class ProductRow:
    """A record with everything that its row needs beside it. `variant_ids` are in the record's order."""

    id: int
    is_new: bool
    slug: str
    """Used only when it is new."""
    record: ProductRecord
    brand_id: int | None
    category_id: int
    tax_class_id: int
    is_published: bool
    digest: str
    variant_ids: tuple[int, ...]


def write_rows(rows: Sequence[ProductRow], source: str, now: datetime) -> None:
    """Create or update products and variants, with what is derived of them. Slugs never change."""
    require_transaction()
    _stage("staged_variant", "catalog_variant", _VARIANT, _variant_rows(rows))
    _stage("staged_product", "catalog_product", _PRODUCT, (_product_row(row, source, now) for row in rows))
    with connection.cursor() as cursor:
        cursor.execute(
            _upsert("catalog_variant", _VARIANT, _KEPT_OF_VARIANT, "FROM staged_variant ORDER BY id")
        )
        cursor.execute(LEARN_VALUES_OF_STAGED)
        cursor.execute(
            SUMMARY_OF_STAGED + _upsert("catalog_product", _PRODUCT, _KEPT, _WITH_SUMMARY, _DERIVED)
        )
        cursor.execute("DROP TABLE staged_product, staged_variant")
    learn_words([row.id for row in rows])


_DERIVED = ("price", "price_to", "search", "facets")
_WITH_SUMMARY = "FROM staged_product JOIN summary USING (id) ORDER BY id"


def _stage(name: str, table: str, columns: Sequence[str], rows: Iterable[SqlRow]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TEMPORARY TABLE {name} (LIKE {table} INCLUDING DEFAULTS)")
    copy_rows(name, columns, rows)


def _upsert(
    table: str, columns: Sequence[str], kept: Sequence[str], origin: str, derived: Sequence[str] = ()
) -> str:
    staged = [f"staged_{table.removeprefix('catalog_')}.{name}" for name in columns]
    taken = [f"summary.{name}" for name in derived]
    changes = [f"{name} = EXCLUDED.{name}" for name in (*columns, *derived) if name not in kept]
    return (
        f"INSERT INTO {table} ({', '.join((*columns, *derived))}) "  # only names from this module
        f"SELECT {', '.join((*staged, *taken))} {origin} "
        f"ON CONFLICT (id) DO UPDATE SET {', '.join(changes)}"
    )


def _product_row(row: ProductRow, source: str, now: datetime) -> SqlRow:
    record = row.record
    return (
        row.id,
        row.slug,
        record.name,
        row.brand_id,
        row.category_id,
        record.summary,
        record.description,
        _json(record.specification),
        list(record.variant_axes),
        row.tax_class_id,
        row.is_published,
        record.popularity,
        now,
        now,
        source,
        row.digest,
    )


def _variant_rows(rows: Iterable[ProductRow]) -> Iterable[SqlRow]:
    for row in rows:
        for position, (variant_id, variant) in enumerate(
            zip(row.variant_ids, row.record.variants, strict=True)
        ):
            yield _variant_row(variant_id, row.id, position, variant)


def _variant_row(variant_id: int, product_id: int, position: int, variant: VariantRecord) -> SqlRow:
    return (
        variant_id,
        product_id,
        variant.sku,
        variant.name,
        position,
        _json(variant.specification),
        variant.price,
        variant.weight,
        variant.ean,
        variant.manufacturer_number,
        variant.sale_unit.value,
        variant.minimum_quantity,
        variant.quantity_step,
        True,
    )


def _json(specification: Any) -> str:
    return json.dumps(dict(specification), ensure_ascii=False) if specification else _EMPTY
