"""How many articles are running out, for staff."""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from catalog.models import StockItem

FEW = 5
MOST_COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class ScarceStock:
    """Numbers of articles on sale; `MOST_COUNTED` means that many or more."""

    sold_out: int
    low: int


def scarce_stock() -> ScarceStock:
    """What of the published range is sold out, and what is running low. Two statements."""
    return ScarceStock(sold_out()[:MOST_COUNTED].count(), running_low()[:MOST_COUNTED].count())


def sold_out() -> QuerySet[StockItem]:
    return _on_sale().filter(on_hand=F("held"))


def running_low() -> QuerySet[StockItem]:
    """`FEW` pieces or fewer, but some."""
    return _on_sale().filter(on_hand__gt=F("held"), on_hand__lte=F("held") + FEW)


def _on_sale() -> QuerySet[StockItem]:
    return StockItem.objects.filter(variant__is_active=True, variant__product__is_published=True)
