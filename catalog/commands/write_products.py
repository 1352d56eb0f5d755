"""Write a batch of products with their variants: created, updated, or left alone because nothing changed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import connection
from django.utils import timezone

from catalog.commands.product_changes import Changes, Rejected, changes
from catalog.domain.records import ProductRecord
from catalog.models import ProductImage, Variant
from catalog.opening_stock import book_opening_stock
from catalog.product_rows import ProductRow, write_rows
from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from electricityshop.plain_sql import copy_rows

MOST_PRODUCTS = 5_000
_LOCK = 4_700_316
"""One writer of product batches at a time: two that share SKUs or slugs would only make each other fail."""


class EmptyBatch(InvalidInput):
    """There is nothing to write, or more than one transaction should hold."""

    code = "empty_batch"


@dataclass(frozen=True, slots=True)
class WriteProducts:
    """`source` names the import the products belong to. `adopt` lets it take over products of another source."""

    source: str
    products: tuple[ProductRecord, ...]
    adopt: bool = False

    def __post_init__(self) -> None:
        if not 1 <= len(self.products) <= MOST_PRODUCTS:
            raise EmptyBatch(f"A batch has 1 to {MOST_PRODUCTS:,} products, not {len(self.products):,}.")


@dataclass(frozen=True, slots=True)
class WriteReport:
    """How many products of the batch were created, updated and left alone, and which were refused."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejected, ...] = field(default=())


@command
def write_products(batch: WriteProducts) -> WriteReport:
    """Create and update by SKU; a product whose record did not change since its last import is not touched.

    Categories, brands and attributes must be there (`write_tree`); a record that names others is rejected. A record
    without a slug gets one from its name; a slug never changes afterwards. A variant that a record no longer lists
    becomes inactive. Opening stock is booked for new variants only. A database error undoes the whole batch.
    """
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    planned = changes(batch.source, batch.products, adopt=batch.adopt)
    if planned.rows:
        _write(planned, batch.source, now)
    return WriteReport(
        created=len(planned.rows) - planned.updated,
        updated=planned.updated,
        unchanged=planned.unchanged,
        rejected=planned.rejected,
    )


def preview_products(batch: WriteProducts) -> WriteReport:
    """What `write_products` would report, without writing; what only the database can refuse is not seen."""
    planned = changes(batch.source, batch.products, adopt=batch.adopt, preview=True)
    return WriteReport(
        len(planned.rows) - planned.updated, planned.updated, planned.unchanged, planned.rejected
    )


def _write(planned: Changes, source: str, now: datetime) -> None:
    Variant.objects.filter(pk__in=planned.dropped_variants).update(is_active=False)
    write_rows(planned.rows, source, now)
    book_opening_stock(planned.opening_stock, actor=f"import:{source}", now=now)
    _write_images(planned.rows)


def _write_images(rows: Sequence[ProductRow]) -> None:
    """Pictures by address; those whose file was already fetched, or that staff uploaded, stay as they are."""
    wanted = {
        (row.id, url): (position, row.record.name)
        for row in rows
        for position, url in enumerate(row.record.image_urls)
    }
    there = {
        (product, url): pk
        for pk, product, url in ProductImage.objects.filter(
            product__in=[row.id for row in rows if not row.is_new]
        )
        .exclude(source_url="")
        .values_list("id", "product", "source_url")
    }
    ProductImage.objects.filter(pk__in=[pk for key, pk in there.items() if key not in wanted]).delete()
    copy_rows(
        "catalog_productimage",
        ("product_id", "file", "source_url", "position", "alternative_text"),
        (
            (product, "", url, position, name)
            for (product, url), (position, name) in wanted.items()
            if (product, url) not in there
        ),
    )
