"""Which searches are kept to be suggested to others, and for how long."""

from datetime import timedelta

import pytest
from django.utils import timezone

from catalog.commands.age_search_phrases import AgeSearchPhrases, age_search_phrases
from catalog.commands.count_search_phrase import CountSearchPhrase, count_search_phrase
from catalog.domain.search.phrases import phrase
from catalog.jobs import look_for_past_searches
from catalog.models import SearchPhrase
from electricityshop.attempts.limits import Limit, TooManyAttempts
from tests.catalog.queries.search.shop import shop_of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  NYM-J   3x1.5 ", "nym-j 3x1.5"),
        ("Lampe für 2,5mm²", "lampe fur 2,5mm2"),
        ("kim@example.com", ""),
        ("call 0171 234-56-78", ""),
        ("4111 1111 1111 1111", ""),
        ("4006381333931", ""),
        ("<script>", ""),
        ("x" * 61, ""),
        ("", ""),
        ("nul\0", ""),
    ],
)
def test_only_plain_short_words_are_kept(text, kept):
    assert phrase(text) == kept


def counted(text, **more):
    return count_search_phrase(CountSearchPhrase(text, timezone.now(), **more))


@pytest.mark.django_db(transaction=True)
class TestCounting:
    def test_a_search_is_counted_however_it_is_written(self):
        shop_of("Cable tie")

        assert counted("Cable Ties 100mm") and counted("cable  ties 100mm")
        assert list(SearchPhrase.objects.values_list("text", "searches", "products")) == [
            ("cable ties 100mm", 2, None)
        ]

    @pytest.mark.parametrize("text", ["john cable", "cabel", "kim@example.com", "", "&&"])
    def test_what_the_vocabulary_does_not_know_is_not(self, text):
        shop_of("Cable tie")

        assert not counted(text)
        assert not SearchPhrase.objects.exists()

    def test_nobody_counts_without_end(self):
        shop_of("Cable tie")
        limits = (Limit("searched_ip", "192.0.2.1", 1, 60),)
        counted("cable", limits=limits)

        with pytest.raises(TooManyAttempts):
            counted("cable", limits=limits)
        assert SearchPhrase.objects.get().searches == 1

    def test_a_phrase_is_looked_for_once_it_was_searched_for_three_times(self):
        shop_of("Cable tie", "Lamp")
        for text, searches in (("cable tie", 3), ("cable lamp", 4), ("lamp", 2)):
            for _ in range(searches):
                counted(text)

        look_for_past_searches()

        assert dict(SearchPhrase.objects.values_list("text", "products")) == {
            "cable tie": 1, "cable lamp": 0, "lamp": None,
        }  # fmt: skip

    def test_old_searches_count_half_and_are_forgotten(self):
        now = timezone.now()
        for text, searches, days in (("old", 7, 31), ("once", 1, 31), ("new", 1, 29)):
            aged = now - timedelta(days=days)
            SearchPhrase.objects.create(
                text=text, searches=searches, products=1, searched_at=aged, aged_at=aged
            )

        for _ in range(2):
            age_search_phrases(AgeSearchPhrases(now))

        rows = SearchPhrase.objects.order_by("text").values_list("text", "searches", "products")
        assert list(rows) == [("new", 1, 1), ("old", 3, None)]

    def test_only_the_most_wanted_are_kept(self):
        now = timezone.now()
        for searches in range(1, 6):
            SearchPhrase.objects.create(text=str(searches), searches=searches, searched_at=now, aged_at=now)

        age_search_phrases(AgeSearchPhrases(now, most=2))

        assert set(SearchPhrase.objects.values_list("searches", flat=True)) == {4, 5}
