"""What was typed becomes terms: words in all their forms, misspelt ones as what was meant."""

import pytest

from catalog.models import Product
from catalog.queries.search.understanding import MOST_TERMS, understood
from tests.catalog.queries.search.shop import found, shop_of, terms, written
from tests.factories import listed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["cable", "cables", "CABLES", "câble", "cable's", "(cable)", "cab"])
def test_a_word_is_found_in_all_its_forms(typed):
    shop_of("Cable for lamps", "Plug")

    assert found(typed) == ["Cable for lamps"]


def test_only_the_last_word_may_be_a_beginning():
    shop_of(*(f"Installation cable {number}" for number in range(12)), "Cable tie")

    assert len(found("cable insta")) == 12
    assert len(found("insta cable", minimum=0)) == 13  # not understood, so that cables of any kind must do
    assert found("t") == []


def test_stop_words_are_left_out_unless_there_is_nothing_else():
    shop_of("The Who box", "Cable")

    assert written("the cable for the lamp") == ["cable", "lamp"]
    assert written("the who") == ["the", "who"]
    assert found("the who") == ["The Who box"]


@pytest.mark.parametrize("text", ["", "  ", "!?", "& | ! ( ) : * <->", "⚡🔌", "\u202e"])
def test_nothing_to_look_for(text, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert understood(text).terms == ()


@pytest.mark.parametrize("name", ["USB-C hub", "USB C hub", "USBC hub"])
@pytest.mark.parametrize("typed", ["usb-c", "usb c", "usbc", "USB‑C", "hub usb-c", "usb c hub"])
def test_words_with_a_hyphen_are_found_however_they_are_written(name, typed):
    shop_of("USB A hub", name, "USB-C lead", "Plug")

    names = found(typed)
    assert name in names
    assert "USB A hub" not in names[: names.index(name)]
    assert "Plug" not in names


@pytest.mark.parametrize("name", ["Power bank", "Powerbank", "Power-bank"])
@pytest.mark.parametrize("typed", ["power bank", "powerbank", "power-bank", "Powerbanks"])
def test_compounds_are_found_however_they_are_written(name, typed):
    shop_of(name, "Power for a river bank of", "Plug")

    assert found(typed)[0] == name


def test_a_word_in_one_is_taken_apart_where_letters_meet_a_number():
    shop_of("iPhone 7 case", "iPhone 8 case")

    assert found("iphone7") == ["iPhone 7 case"]
    assert found("iphone7 case")[0] == "iPhone 7 case"


@pytest.mark.parametrize("typed", ["abc-10", "ABC-10", "works abc-10", "abc-1"])
def test_a_part_number_in_a_name_is_found_as_it_was_written(typed):
    shop_of("Works with ABC-10 and more", "Plug")

    assert found(typed) == ["Works with ABC-10 and more"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("sokcet", "socket"),
        ("soket", "socket"),
        ("locket", "socket"),
        ("lapm", "lamp"),
        ("socket", None),
        ("sockets", None),
        ("socke", None),  # the beginning of a known word
        ("lpm", None),  # too short to tell
        ("qwertz", None),
        ("gtx1070", None),  # digits are never wrong
    ],
)
def test_a_word_that_nobody_knows_is_corrected(typed, meant):
    shop_of("Socket", "Lamp", "GTX1080")

    assert understood(typed).corrected == ({typed: meant} if meant else {})
    assert not meant or found(typed) == [meant.title()]


def test_a_beginning_is_corrected_where_more_words_follow():
    shop_of("Socket", "Lamp")

    assert understood("socke lamp").corrected == {"socke": "socket"}
    assert understood("lamp socke").corrected == {}


def test_what_a_misspelt_word_is_in_is_found_too():
    shop_of("Kettle", "Plug")
    Product.objects.filter(name="Plug").update(description="Kettel")
    listed(Product.objects.get(name="Plug"))

    assert set(found("kettel")) == {"Kettle", "Plug"}


def test_no_more_terms_than_can_be_looked_for():
    shop_of("Lamp")

    text = " ".join(f"word{number}" for number in range(20))
    assert len(terms(text)) == MOST_TERMS
    assert written(text)[0] == "word0"


def test_statements_do_not_grow_with_the_words_that_are_known(django_assert_num_queries):
    shop_of("Alpha bravo charlie delta echo foxtrot golf hotel")
    understood("alpha 2 m")  # warms what is cached: synonyms and properties

    for text in ("alpha", "alpha bravo charlie delta echo foxtrot golf hotel", "alpha 60W 2m 5A"):
        with django_assert_num_queries(1):
            understood(text)
    with django_assert_num_queries(5):  # a misspelt word costs one, the last one another: is it a beginning?
        understood("alpah brovo charlei")
