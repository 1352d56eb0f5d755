"""What was searched for long ago counts for less, and is forgotten: the table of past searches stays small."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F

from catalog.models import SearchPhrase
from electricityshop.commands import command

HALVED_AFTER: Final = timedelta(days=30)
MOST_KEPT: Final = 20_000


@dataclass(frozen=True, slots=True)
class AgeSearchPhrases:
    now: datetime
    most: int = MOST_KEPT


@command
def age_search_phrases(wanted: AgeSearchPhrases) -> None:
    """Safe to repeat: each phrase is halved once in thirty days. Whether it still finds something is asked anew."""
    due = SearchPhrase.objects.filter(aged_at__lte=wanted.now - HALVED_AFTER)
    due.update(searches=F("searches") / 2, products=None, aged_at=wanted.now)
    SearchPhrase.objects.filter(searches=0).delete()
    kept = SearchPhrase.objects.order_by("-searches", "-searched_at").values("pk")[: wanted.most]
    SearchPhrase.objects.exclude(pk__in=kept).delete()
