from decimal import Decimal

import pytest
from babel.numbers import format_currency

from electricityshop.money import CurrencyMismatch, Money, minor_units, rounded, vat_included


def test_money_adds_multiplies_and_compares_within_one_currency() -> None:
    assert Money(250, "EUR") * 3 + Money(1, "EUR") == Money(751, "EUR")
    assert Money(250, "EUR") - Money(300, "EUR") == Money(-50, "EUR")
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "USD")


@pytest.mark.parametrize(
    ("money", "text"),
    [(Money(123_450, "EUR"), "€1,234.50"), (Money(5, "EUR"), "€0.05"), (Money(500, "JPY"), "JP¥500")],
)
def test_money_is_written_as_people_write_it(money: Money, text: str) -> None:
    assert str(money) == text


@pytest.mark.parametrize("locale", ["en_IE", "de_DE", "fr_FR", "hi_IN", "de_CH", "sv_SE"])
@pytest.mark.parametrize("currency", ["EUR", "JPY", "KWD", "CHF"])
def test_every_amount_is_written_as_the_locale_has_it(locale: str, currency: str) -> None:
    for amount in (0, 1, 99, 100, 12_345, 99_999, 100_000, 999_999, 1_000_000, 123_456_789, -1, -500):
        money = Money(amount, currency)
        assert money.formatted(locale) == format_currency(money.major, currency, locale=locale)


@pytest.mark.parametrize(("value", "whole"), [("0.5", 1), ("1.5", 2), ("2.5", 3), ("-0.5", -1), ("1.49", 1)])
def test_halves_are_rounded_away_from_zero(value: str, whole: int) -> None:
    assert rounded(Decimal(value)) == whole


def test_minor_units_follow_the_currency() -> None:
    assert minor_units(Decimal("29.95"), "EUR") == 2_995
    assert minor_units(Decimal(500), "JPY") == 500


@pytest.mark.parametrize(
    ("gross", "rate", "tax"), [(11_900, 1_900, 1_900), (107, 700, 7), (999, 1_900, 160), (0, 1_900, 0)]
)
def test_the_vat_contained_in_a_price(gross: int, rate: int, tax: int) -> None:
    assert vat_included(gross, rate) == tax
