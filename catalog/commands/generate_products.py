"""Write generated products in bulk. They are new by their numbers, so nothing is compared with what is there."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from catalog.domain.record_digest import record_digest
from catalog.domain.records import ProductRecord
from catalog.models import Brand, Category, TaxClass
from catalog.opening_stock import book_opening_stock
from catalog.product_rows import ProductRow, write_rows
from catalog.queries.generated_catalogue import SOURCE, NoDemoCatalogue
from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from electricityshop.plain_sql import next_ids

_INDEX_MEMORY = "64MB"
"""For new words of the search index until they are sorted into it, once for thousands of products."""


class NothingToGenerate(InvalidInput):
    code = "nothing_to_generate"


@dataclass(frozen=True, slots=True)
class GenerateProducts:
    """A batch of records that nobody has written before. `created_at` is when they came into the shop."""

    products: tuple[ProductRecord, ...]
    created_at: datetime

    def __post_init__(self) -> None:
        if not self.products:
            raise NothingToGenerate("Give at least one product.")


@command
def generate_products(batch: GenerateProducts) -> None:
    """Create them all with variants, search words, opening stock and its ledger lines.

    Raises `NoDemoCatalogue` when a category, brand or tax class is missing, IntegrityError for a product that exists.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('gin_pending_list_limit', %s, true)", [_INDEX_MEMORY])
        cursor.execute("SELECT set_config('work_mem', %s, true)", [_INDEX_MEMORY])
    try:
        rows = tuple(_rows(batch.products))
    except KeyError as error:
        raise NoDemoCatalogue(f"The shop has no {error}. Load the demo catalogue first.") from error
    write_rows(rows, SOURCE, batch.created_at)
    opening_stock = {
        variant_id: variant.stock or 0
        for row in rows
        for variant_id, variant in zip(row.variant_ids, row.record.variants, strict=True)
    }
    book_opening_stock(opening_stock, actor=f"import:{SOURCE}", now=batch.created_at)


def _rows(records: tuple[ProductRecord, ...]) -> Iterator[ProductRow]:
    categories = dict(Category.objects.values_list("path", "pk"))
    brands = dict(Brand.objects.values_list("name", "pk"))
    tax_classes = dict(TaxClass.objects.values_list("code", "pk"))
    product_ids = iter(next_ids("catalog_product", len(records)))
    variant_ids = iter(next_ids("catalog_variant", sum(len(record.variants) for record in records)))
    for record in records:
        yield ProductRow(
            id=next(product_ids),
            is_new=True,
            slug=record.slug,
            record=record,
            brand_id=brands[record.brand],
            category_id=categories["/".join(record.category)],
            tax_class_id=tax_classes[record.tax_class],
            is_published=True,
            digest=record_digest(record),
            variant_ids=tuple(next(variant_ids) for _ in record.variants),
        )
