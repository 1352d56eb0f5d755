"""Hot queries of what a search understands, and of what is suggested to who is still typing."""

from decimal import Decimal
from functools import partial

from django.utils import timezone

from catalog.commands.age_search_phrases import AgeSearchPhrases, age_search_phrases
from catalog.commands.count_search_phrase import CountSearchPhrase, count_search_phrase
from catalog.domain.search.quantity import Quantity
from catalog.models import Attribute, FacetValue, Product, SearchPhrase, SearchWord
from catalog.queries.search.known_words import is_beginning, known_words, meant_instead
from catalog.queries.search.near_values import near_values
from catalog.queries.suggesting.completed_words import completed_words
from catalog.queries.suggesting.past_searches import past_searches
from catalog.queries.suggestions import suggestions
from catalog.queries.unchecked_phrases import unchecked_phrases
from electricityshop.plans.picking import one
from electricityshop.plans.registry import Ask, Size, hot_query

_MOST_PHRASES = 21_000
"""Rows: of the past searches twenty thousand are kept."""
_WORDS = SearchWord.objects.order_by("-pk").values_list("word", flat=True)


@hot_query(SearchWord, statements=1, indexes=("search_word_stem",))
def words_known(size: Size) -> Ask:
    """How rare the words of a search are."""
    return partial(known_words, list(_WORDS[: 8 if size is Size.MANY else 1]))


@hot_query(SearchWord, statements=1, indexes=("search_word_keys",), rows_free=2_000)
def word_misspelt(_: Size) -> Ask:
    """What a misspelt word may have meant."""
    return partial(meant_instead, one(_WORDS) + "x")


@hot_query(SearchWord, statements=1, indexes=("catalog_searchword_word_fb48ee13_like",))
def word_begun(_: Size) -> Ask:
    """Whether a word begins like what was typed."""
    return partial(is_beginning, one(_WORDS)[:-1])


@hot_query(FacetValue, statements=1, indexes=("facet_value_number",))
def values_near_a_quantity(_: Size) -> Ask:
    """Which values come close to a quantity in a search."""
    measured = Attribute.objects.exclude(unit="").filter(values__number__gt=10).order_by("pk")
    unit, number = one(measured.values_list("unit", "values__number").order_by("pk", "values__number"))
    return partial(near_values, [Quantity(Decimal(str(number)), unit, f"{number} {unit}", 0)])


@hot_query(SearchWord, statements=1, indexes=("search_word_by_1_letter",))
def word_of_1_letter(_: Size) -> Ask:
    """What one letter may become: the most frequent words that begin so."""
    return partial(completed_words, one(_WORDS)[:1])


@hot_query(SearchWord, statements=1, indexes=("search_word_by_2_letters",))
def word_of_2_letters(_: Size) -> Ask:
    """What two letters may become."""
    return partial(completed_words, one(_WORDS)[:2])


@hot_query(SearchWord, statements=1, indexes=("search_word_by_3_letters",))
def word_of_3_letters(_: Size) -> Ask:
    """What three letters may become."""
    return partial(completed_words, one(_WORDS)[:3])


@hot_query(Product, statements=10, rows_free=1_000, sorted_rows=1_000)
def suggested(_: Size) -> Ask:
    """What is suggested to who has typed a word and the beginning of the next; three hundred products are looked at a step."""
    first, second, *_rest = one(
        Product.objects.published().order_by("-pk").values_list("name", flat=True)
    ).split()
    return partial(suggestions, f"{first} {second[:4]}")


@hot_query(SearchPhrase, statements=1, indexes=("catalog_searchphrase_text_dce8dea2_like",))
def searches_begun(_: Size) -> Ask:
    """Past searches that begin with what was typed."""
    text = one(SearchPhrase.objects.order_by("-pk").values_list("text", flat=True))
    return partial(past_searches, text[:-2], most=5)


@hot_query(SearchPhrase, statements=3)
def search_counted(_: Size) -> Ask:
    """A search is counted, to be suggested to others."""
    text = one(SearchPhrase.objects.order_by("-pk").values_list("text", flat=True))
    return partial(count_search_phrase, CountSearchPhrase(text=text, now=timezone.now()))


@hot_query(SearchPhrase, statements=1, indexes=("search_phrase_wanted",), rows_free=_MOST_PHRASES)
def searches_to_look_at(_: Size) -> Ask:
    """The most frequent past searches of which nobody knows whether they find something."""
    return partial(unchecked_phrases, most=20)


@hot_query(
    SearchPhrase,
    statements=4,
    rows_free=3 * _MOST_PHRASES,
    sorted_rows=_MOST_PHRASES,
    scanned=("catalog_searchphrase",),
)
def searches_aged(_: Size) -> Ask:
    """Past searches count for less in time, once a day; it looks at all that are kept."""
    return partial(age_search_phrases, AgeSearchPhrases(now=timezone.now()))
