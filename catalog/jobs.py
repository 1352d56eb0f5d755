"""RQ entry points. Everything here may be lost, repeated or killed at any instruction."""

from typing import Any

from django.utils import timezone

from catalog.commands.age_search_phrases import AgeSearchPhrases, age_search_phrases
from catalog.commands.count_for_search import count_for_search
from catalog.commands.note_phrase_products import NotePhraseProducts, note_phrase_products
from catalog.commands.release_forgotten import ReleaseForgotten, release_forgotten
from catalog.queries.forgotten_holds import forgotten_holds
from catalog.queries.listing.selection import Selection
from catalog.queries.product_list import product_list
from catalog.queries.unchecked_phrases import unchecked_phrases
from electricityshop.jobs.periodic import every
from electricityshop.pages import PageRequest

MOST_PHRASES = 200


@every(seconds=600)
def release_forgotten_holds(**_: Any) -> None:
    """The ledger's own last word on holds whose order is gone, or was forgotten."""
    for reference in forgotten_holds(timezone.now()):
        release_forgotten(ReleaseForgotten(reference=reference))


@every(seconds=3600)
def count_what_searches_reckon_with(**_: Any) -> None:
    """How rare a word is, and who is popular, changes slowly: an hour late is soon enough."""
    count_for_search()


@every(seconds=300)
def look_for_past_searches(**_: Any) -> None:
    """Suggest only what finds products as it stands; what is left waits for the next time."""
    for text in unchecked_phrases(most=MOST_PHRASES):
        found = product_list(Selection(search=text), PageRequest(size=1), specs=0)
        is_found = not found.is_relaxed and not found.corrected
        note_phrase_products(NotePhraseProducts(text=text, products=found.count if is_found else 0))


@every(seconds=86_400)
def age_past_searches(**_: Any) -> None:
    age_search_phrases(AgeSearchPhrases(now=timezone.now()))
