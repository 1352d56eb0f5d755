"""Addresses for products that are about to be created."""

from collections.abc import Sequence
from hashlib import sha256

from django.db import connection
from django.utils.text import slugify

from catalog.domain.records import ProductRecord


def free_slugs(records: Sequence[ProductRecord]) -> list[str]:
    """One for each; a name that is taken is told apart by the first SKU."""
    plain = [record.slug or slugify(record.name)[:120].strip("-") or "product" for record in records]
    told_apart = [f"{slug[:120]}-{_tail(record)}" for slug, record in zip(plain, records, strict=True)]
    taken = _taken([*plain, *told_apart])
    slugs = []
    for index, record in enumerate(records):
        slug = next(
            slug
            for slug in (plain[index], told_apart[index], f"{plain[index][:110]}-{_hash(record)}")
            if slug not in taken
        )
        taken.add(slug)
        slugs.append(slug)
    return slugs


def _taken(slugs: list[str]) -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM catalog_product WHERE slug = ANY(%s)", [slugs])
        return {row[0] for row in cursor.fetchall()}


def _tail(record: ProductRecord) -> str:
    return slugify(record.variants[0].sku)[:39].strip("-") or _hash(record)


def _hash(record: ProductRecord) -> str:
    return sha256(record.variants[0].sku.encode()).hexdigest()[:16]
