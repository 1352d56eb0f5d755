"""One text for all that a product record says, to tell whether it changed since it was written."""

from hashlib import sha256

from catalog.domain.records import ProductRecord, Specification

_RECORD_FORMAT = "1"
"""Part of every digest; a new one makes the next import write all products again."""


def record_digest(record: ProductRecord) -> str:
    """The same for records that make the same rows. Slug and opening stock count only when a product is created."""
    told = (
        _RECORD_FORMAT, record.name, record.category, record.brand, record.summary, record.description,
        _sorted(record.specification), record.variant_axes, record.tax_class, record.popularity, record.image_urls,
        [
            (
                variant.sku, variant.name, variant.price, _sorted(variant.specification), variant.weight, variant.ean,
                variant.manufacturer_number, variant.sale_unit.value, variant.minimum_quantity, variant.quantity_step,
            )
            for variant in record.variants
        ],
    )  # fmt: skip
    return sha256(repr(told).encode()).hexdigest()


def _sorted(specification: Specification) -> list[tuple[str, object]]:
    return sorted(specification.items())
