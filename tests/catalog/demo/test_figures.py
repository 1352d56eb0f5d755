"""The small functions behind the records: numbers, prices, SKUs, and what a family's tables make."""

from decimal import Decimal

import pytest

from catalog.demo.article_numbers import check_digit, ean13, steady_number
from catalog.demo.data_files import DemoDataError
from catalog.demo.family import Row, amount, matches
from catalog.demo.shop_figures import opening_stock, shop_price
from catalog.demo.wording import filled, filled_sku, slug


def test_check_digit_of_a_known_number() -> None:
    assert check_digit("400638133393") == "1"


def test_numbers_derived_from_an_sku_never_change() -> None:
    assert ean13("HLV-NYMJ-3X1P5") == ean13("HLV-NYMJ-3X1P5")
    assert ean13("HLV-NYMJ-3X1P5") != ean13("HLV-NYMJ-3X2P5")
    assert 0 <= steady_number("anything", 7) < 7


@pytest.mark.parametrize(
    ("cents", "tag"),
    [(75, 75), (199, 199), (344, 339), (345, 349), (2_510, 2_495), (12_960, 12_990), (54_700, 54_900)],
)
def test_prices_are_rounded_as_on_a_price_tag(cents: int, tag: int) -> None:
    assert shop_price(cents) == tag


def test_dear_articles_are_kept_in_small_numbers() -> None:
    cheap = sum(opening_stock(f"SKU-{number}", 100) for number in range(50))
    dear = sum(opening_stock(f"SKU-{number}", 90_000) for number in range(50))

    assert dear < cheap / 10


def test_amounts_add_up_before_factors_multiply() -> None:
    rows: list[Row] = [{"price": 100}, {"price": 20, "price_factor": Decimal("1.5")}, {"price_factor": 10}]

    assert amount(rows, 30, "price") == 2_250


def test_a_condition_matches_all_its_columns_and_any_of_a_list() -> None:
    row = {"cores": 3, "cross_section": Decimal("2.5")}

    assert matches(row, {"cores": [3, 5], "cross_section": Decimal("2.5")})
    assert not matches(row, {"cores": 5})
    assert not matches(row, {"length": 50})


def test_an_sku_spells_the_decimal_point() -> None:
    assert filled_sku("{cores}X{cross_section}", {"cores": 3, "cross_section": Decimal("2.5")}) == "3X2P5"
    assert filled_sku("{colour}", {"colour": "green-yellow"}) == "GREENYELLOW"


def test_texts_show_the_label_of_a_choice() -> None:
    assert filled("{colour}, {power} W", {"colour": "pure-white", "power": 8}) == "Pure white, 8 W"


def test_a_template_that_asks_for_too_much_is_named() -> None:
    with pytest.raises(DemoDataError, match=r"\{gangs\}"):
        filled("{gangs}-gang", {"colour": "white"})


def test_slugs_are_ascii() -> None:
    assert slug("Prüfhain Cable Ø 5 mm, weiß") == "pruefhain-cable-5-mm-weiss"
