"""What shoppers call a thing is found by what it is called in the shop."""

import pytest

from catalog.models import SynonymGroup
from tests.catalog.queries.search.shop import found, shop_of, terms

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def groups():
    for words in (
        ["socket", "outlet", "receptacle"],
        ["extension lead", "Power  Strip"],
        ["strip light", "batten"],
        ["outlet", "factory sale"],
        ["Wi-Fi", "wlan"],
        ["décor", "Ornament"],
    ):
        SynonymGroup.objects.create(words=words)


@pytest.mark.parametrize("typed", ["socket", "outlets", "Receptacle", "white receptacles"])
def test_any_word_of_a_group_finds_the_others_in_any_form(typed):
    shop_of("White sockets", "White lamp")

    assert found(typed)[0] == "White sockets"


@pytest.mark.parametrize("typed", ["power strip", "extension leads", "black power strips"])
def test_phrases_mean_phrases(typed):
    shop_of("Extension lead black", "Power supply", "Strip")

    assert found(typed)[0] == "Extension lead black"


def test_a_phrase_means_nothing_in_another_order_or_with_words_between():
    shop_of("Extension lead", "Lamp")

    assert found("strip power") == found("power for strip") == []


@pytest.mark.parametrize("name", ["WLAN repeater", "WiFi repeater", "Wi-Fi repeater"])
@pytest.mark.parametrize("typed", ["wlan", "wifi", "wi-fi"])
def test_words_with_a_hyphen_mean_others_too(name, typed):
    shop_of(name, "Fi speaker")

    assert found(typed) == [name]


@pytest.mark.parametrize("typed", ["decor", "Décor", "ornaments"])
def test_accents_do_not_matter(typed):
    shop_of("Decor", "Ornament", "Lamp")

    assert set(found(typed)) == {"Decor", "Ornament"}


def test_a_product_that_is_called_so_itself_comes_before_one_of_a_synonym():
    shop_of("Socket", "Outlet")

    assert set(found("socket")) == {"Socket", "Outlet"}


def test_a_word_of_two_groups_means_both_but_they_do_not_mean_each_other():
    shop_of("Socket", "Factory sale box", "Outlet")

    assert set(found("outlet")) == {"Socket", "Factory sale box", "Outlet"}
    assert set(found("socket")) == {"Socket", "Outlet"}


def test_words_of_a_phrase_are_still_found_by_themselves():
    shop_of("Strip for light", "Batten", "Plug")

    assert set(found("strip light")) == {"Batten", "Strip for light"}


def test_a_synonym_is_no_correction():
    shop_of("Socket")

    assert [term.meant for term in terms("outlet")] == [""]
