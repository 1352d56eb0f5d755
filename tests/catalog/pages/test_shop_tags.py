from decimal import Decimal

import pytest
from django.test import RequestFactory

from electricityshop.money import Money
from electricityshop.pages import Page, PageRequest
from electricityshop.templatetags import shop


def test_amounts():
    assert shop.money(123450) == "€1,234.50"
    assert shop.money(Money(500, "USD")) == "US$5.00"
    assert shop.money(0) == "€0.00"
    assert shop.money(None) == shop.money("") == ""
    assert shop.without_vat(119, 1900) == 100
    assert shop.rate(1900) == "19\u202f%"
    assert shop.rate(550) == "5.5\u202f%"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2.5, "2.5"),
        (16.0, "16"),
        (1000, "1000"),
        (16000, "16,000"),
        (0.14, "0.14"),
        (Decimal("1E+3"), "1000"),
        (-40, "-40"),
    ],
)
def test_numbers_have_the_decimals_they_need(value, text):
    assert shop.number(value) == text


def test_units_stand_in_a_lighter_tone_and_are_escaped():
    assert shop.quantity(2.5, "<mm²>") == (
        '<span class="value">2.5<span class="unit">\u202f&lt;mm²&gt;</span></span>'
    )
    assert shop.weight(999) == shop.quantity(999, "g")
    assert shop.weight(1250) == shop.quantity(Decimal("1.25"), "kg")


def test_stock_is_a_lamp_and_a_word():
    assert shop.stock(0) == shop.lamp(in_stock=False) == '<span class="stock out">Sold out</span>'
    assert shop.stock(10) == shop.lamp(in_stock=True) == '<span class="stock in">In stock</span>'
    assert shop.stock(1) == '<span class="stock low">Only 1 left</span>'
    assert shop.stock(9, "metre") == '<span class="stock low">Only 9\u202fm left</span>'


def test_what_is_sold():
    assert shop.sold_as(3, "metre") == "3\u202fm"
    assert shop.sold_as(1, "piece") == "1 piece"
    assert shop.sold_as(3, "piece") == "3 pieces"


@pytest.mark.parametrize(
    ("here", "last", "offered"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (1, 9, [1, 2, None, 9]),
        (4, 9, [1, 2, 3, 4, 5, None, 9]),
        (5, 9, [1, None, 4, 5, 6, None, 9]),
        (9, 9, [1, None, 8, 9]),
    ],
)
def test_first_last_and_nearby_pages_are_offered(here, last, offered):
    assert shop.page_numbers(Page((), last * 10, PageRequest(here, 10))) == offered


def test_addresses_keep_the_other_parameters():
    context = {"request": RequestFactory().get("/c/x/?sort=price&page=3&q=a%26b")}

    assert shop.page_url(context, 2) == "/c/x/?sort=price&q=a%26b&page=2"
    assert shop.page_url(context, 1) == "/c/x/?sort=price&q=a%26b"
    assert shop.url_with(context, "view", "table") == "/c/x/?sort=price&page=3&q=a%26b&view=table"
    assert shop.url_without(context, "sort", "q") == "/c/x/"
