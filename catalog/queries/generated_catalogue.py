"""What was generated before, and whether there is a demo catalogue to generate after."""

from catalog.domain.record_digest import record_digest
from catalog.domain.records import ProductRecord
from catalog.models import Product
from electricityshop.errors import Conflict
from electricityshop.plain_sql import fetch

SOURCE = "generated"
_DEMO = "demo"
_BATCHES = r"""
SELECT (substring(slug from '^g(\d+)-')::int - 1) / %s AS batch, count(*)
FROM catalog_product WHERE source = 'generated' GROUP BY batch
"""


class NoDemoCatalogue(Conflict):
    """Generated products stand in the demo's categories, under its attributes."""

    code = "no_demo_catalogue"


class OtherSeed(Conflict):
    """What was generated before was drawn with another seed."""

    code = "other_seed"


def generated_before(first: ProductRecord) -> int:
    """How many generated products there are; `first` is the first of the seed.

    Raises `NoDemoCatalogue`, or `OtherSeed` when there are some and `first` is not among them.
    """
    if not Product.objects.filter(source=_DEMO).exists():
        raise NoDemoCatalogue("Load the demo catalogue first: manage.py load_demo_catalog.")
    known = Product.objects.filter(source=SOURCE)
    count = known.count()
    if count and not known.filter(slug=first.slug, source_digest=record_digest(first)).exists():
        raise OtherSeed(
            f"There are {count:,} generated products of another seed. Use that seed, or an empty shop."
        )
    return count


def generated_in_batches(size: int) -> dict[int, int]:
    """How many products of each batch of `size` there are; the first ones of it, as each is written in one transaction."""
    return dict(fetch(_BATCHES, [size]))
