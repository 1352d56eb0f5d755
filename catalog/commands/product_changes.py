"""What a batch of records means for the rows there are: new, changed, unchanged, or not possible, and why."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from django.db import connection
from django.db.models import QuerySet

from catalog.domain.record_digest import record_digest
from catalog.domain.records import ProductRecord
from catalog.models import Brand, Category, Product, TaxClass, Variant
from catalog.product_rows import ProductRow
from catalog.product_slugs import free_slugs
from electricityshop.plain_sql import next_ids

WITHDRAWN = "withdrawn"
"""The digest of a product its feed no longer has: it differs from every real one, so a return is an update."""


_FIND = """
SELECT v.id, v.sku, v.ean, p.id, p.source, p.source_digest, p.is_published
FROM catalog_variant v JOIN catalog_product p ON p.id = v.product_id
"""


@dataclass(frozen=True, slots=True)
class Rejected:
    """`index` is the record's place in the batch."""

    index: int
    reason: str


@dataclass(slots=True)
class Changes:
    rows: list[ProductRow] = field(default_factory=list)
    updated: int = 0
    unchanged: int = 0
    rejected: tuple[Rejected, ...] = ()
    dropped_variants: list[int] = field(default_factory=list)
    opening_stock: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _There:
    """A variant in the shop, and its product."""

    id: int
    sku: str
    ean: str
    product: int
    source: str
    digest: str
    is_published: bool


class _Refused(Exception):
    """The record cannot be written; the message says why."""


def changes(source: str, records: Sequence[ProductRecord], *, adopt: bool, preview: bool = False) -> Changes:
    """Locks the products that change, in id order. A `preview` only looks: it takes categories, brands and tax
    classes for granted, and new ids are all 0.
    """
    shop = _Shop(source, records, adopt=adopt, preview=preview)
    result, refused = Changes(), []
    pending: list[tuple[ProductRecord, str, list[_There | None]]] = []
    for index, record in enumerate(records):
        try:
            digest, there = record_digest(record), shop.match(record)
        except _Refused as error:
            refused.append(Rejected(index, str(error)))
            continue
        if any(variant and variant.digest == digest and variant.source == source for variant in there):
            result.unchanged += 1
        else:
            pending.append((record, digest, there))
    _fill(result, pending, shop, preview=preview)
    result.rejected = tuple(refused)
    return result


class _Shop:
    """What the batch needs to know about the shop, in a handful of queries however large the batch is."""

    def __init__(self, source: str, records: Sequence[ProductRecord], *, adopt: bool, preview: bool) -> None:
        self._source, self._adopt, self._preview = source, adopt, preview
        variants = list(chain.from_iterable(record.variants for record in records))
        self._by_sku = {there.sku: there for there in _variants("sku", [variant.sku for variant in variants])}
        eans = [variant.ean for variant in variants if variant.ean]
        self._owner_of_ean = {there.ean: there.sku for there in _variants("ean", eans)}
        self.categories = _ids(Category, "path", {"/".join(record.category) for record in records})
        self.brands = _ids(Brand, "name", {record.brand for record in records})
        self.tax_classes = _ids(TaxClass, "code", {record.tax_class for record in records})

    def match(self, record: ProductRecord) -> list[_There | None]:
        """The record's variants as they are in the shop, None for new ones. Raises `_Refused`."""
        if not self._preview:
            self._check_references(record)
        there = [self._by_sku.get(variant.sku) for variant in record.variants]
        products = {variant.product for variant in there if variant}
        if len(products) > 1:
            raise _Refused("its SKUs belong to different products")
        for found in filter(None, there[:1] if products else ()):
            self._check_owner(found, record)
        self._check_eans(record)
        return there

    def _check_references(self, record: ProductRecord) -> None:
        if "/".join(record.category) not in self.categories:
            raise _Refused(f"there is no category {'/'.join(record.category)!r}")
        if record.brand and record.brand not in self.brands:
            raise _Refused(f"there is no brand {record.brand!r}")
        if record.tax_class not in self.tax_classes:
            raise _Refused(f"there is no tax class {record.tax_class!r}")

    def _check_owner(self, found: _There, record: ProductRecord) -> None:
        if found.source == self._source:
            return
        if not self._adopt:
            owner = f"the import {found.source!r}" if found.source else "the staff"
            raise _Refused(
                f"SKU {found.sku} is a product of {owner}; adopt = true in the map lets this import take it over"
            )
        if set(sisters([found.product])[found.product]) - {variant.sku for variant in record.variants}:
            raise _Refused(
                f"SKU {found.sku} is one of several variants of a product, which this row cannot describe"
            )

    def _check_eans(self, record: ProductRecord) -> None:
        for variant in record.variants:
            if variant.ean:
                owner = self._owner_of_ean.setdefault(variant.ean, variant.sku)
                if owner != variant.sku:
                    raise _Refused(f"EAN {variant.ean} is that of SKU {owner}")


def _fill(
    result: Changes,
    pending: list[tuple[ProductRecord, str, list[_There | None]]],
    shop: _Shop,
    *,
    preview: bool,
) -> None:
    known = [next((variant for variant in there if variant), None) for _, _, there in pending]
    if not preview:
        list(
            Product.objects.filter(pk__in=[variant.product for variant in known if variant])
            .order_by("pk").select_for_update(no_key=True).values_list("pk")
        )  # fmt: skip
    all_of = sisters([variant.product for variant in known if variant])
    new_products = [record for (record, _, _), found in zip(pending, known, strict=True) if not found]
    new_variants = sum(there.count(None) for _, _, there in pending)
    product_ids = iter(
        next_ids("catalog_product", len(new_products)) if not preview else [0] * len(new_products)
    )
    variant_ids = iter(next_ids("catalog_variant", new_variants) if not preview else [0] * new_variants)
    slugs = iter(free_slugs(new_products))
    for (record, digest, there), found in zip(pending, known, strict=True):
        ids = tuple(variant.id if variant else next(variant_ids) for variant in there)
        result.rows.append(
            ProductRow(
                id=found.product if found else next(product_ids),
                is_new=found is None,
                slug="" if found else next(slugs),
                record=record,
                brand_id=shop.brands.get(record.brand),
                category_id=shop.categories.get("/".join(record.category), 0),
                tax_class_id=shop.tax_classes.get(record.tax_class, 0),
                is_published=found is None or found.is_published or found.digest == WITHDRAWN,
                digest=digest,
                variant_ids=ids,
            )
        )
        result.updated += found is not None
        for variant, variant_id, old in zip(record.variants, ids, there, strict=True):
            if old is None:
                result.opening_stock[variant_id] = variant.stock or 0
        if found:
            listed = {variant.sku for variant in record.variants}
            result.dropped_variants += [pk for sku, pk in all_of[found.product].items() if sku not in listed]


def _variants(column: str, wanted: list[str]) -> list[_There]:
    """By SKU or EAN. SQL because an array is one parameter, where Django's `in` is a thousand."""
    if not wanted:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"{_FIND} WHERE v.{column} = ANY(%s)",
            [wanted],
        )
        return [_There(*row) for row in cursor.fetchall()]


def sisters(products: Iterable[int]) -> dict[int, dict[str, int]]:
    """All variants of products: SKU to id, by product."""
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for product, sku, pk in Variant.objects.filter(product__in=products).values_list("product", "sku", "id"):
        found[product][sku] = pk
    return found


def _ids(model: type[Category | Brand | TaxClass], column: str, wanted: set[str]) -> dict[str, int]:
    return dict(QuerySet(model).filter(**{f"{column}__in": wanted}).values_list(column, "pk"))
