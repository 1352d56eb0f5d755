"""Products by a number that was typed: the beginning of a SKU, or an EAN."""

from typing import Final

from django.db.models import Q

from catalog.caching import NUMBERS
from catalog.models import Variant
from catalog.queries.search_terms import SearchTerms
from electricityshop.caching.tags import depends_on

MOST_NUMBERS: Final = 100
"""Products that are looked at for a SKU that only begins with what was typed."""


def by_number(terms: SearchTerms) -> dict[int, bool]:
    """Products with a SKU that begins with the number meant, or its EAN; whether it is the whole number.

    Whole numbers first, the others by their SKU. One statement, none for what cannot be a number.
    """
    number = terms.article_number
    if not number:
        return {}
    depends_on(NUMBERS)
    variants = Variant.objects.filter(Q(sku__startswith=number) | Q(ean=number), is_active=True)
    found: dict[int, bool] = {}
    rows = variants.order_by("sku").values_list("product_id", "sku", "ean")[:MOST_NUMBERS]
    for product_id, sku, ean in rows:
        found[product_id] = found.get(product_id, False) or number in {sku, ean}
    return dict(sorted(found.items(), key=lambda row: not row[1]))
