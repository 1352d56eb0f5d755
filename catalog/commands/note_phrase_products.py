"""Note how many products a search for a phrase found."""

from dataclasses import dataclass

from catalog.models import SearchPhrase
from electricityshop.commands import command


@dataclass(frozen=True, slots=True)
class NotePhraseProducts:
    text: str
    products: int


@command
def note_phrase_products(found: NotePhraseProducts) -> None:
    SearchPhrase.objects.filter(text=found.text).update(products=found.products)
