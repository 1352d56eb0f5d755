"""How many articles are running out, for staff."""

from dataclasses import dataclass

from django.db.models import F

from catalog.models import StockItem

FEW = 5
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class ScarceStock:
    """Numbers of articles on sale; `MOST_COUNTED` means that many or more."""

    sold_out: int
    low: int


def scarce_stock() -> ScarceStock:
    """What of the published range is sold out, and what has `FEW` pieces or fewer left. Two statements."""
    items = StockItem.objects.filter(variant__is_active=True, variant__product__is_published=True)
    sold_out = items.filter(on_hand=F("held"))
    low = items.filter(on_hand__gt=F("held"), on_hand__lte=F("held") + FEW)
    return ScarceStock(sold_out[:MOST_COUNTED].count(), low[:MOST_COUNTED].count())
