"""Past searches that were made often enough to be suggested, of which nobody knows yet whether they find something."""

from catalog.domain.search.phrases import FEWEST_SEARCHES
from catalog.models import SearchPhrase


def unchecked_phrases(*, most: int) -> list[str]:
    phrases = SearchPhrase.objects.filter(searches__gte=FEWEST_SEARCHES, products=None)
    return list(phrases.order_by("-searches", "text").values_list("text", flat=True)[:most])
