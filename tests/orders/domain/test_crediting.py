"""What goes back is spread over the VAT rates, and adds up whatever was bought and however it is split."""

import random

import pytest

from orders.domain.crediting import CreditTooLarge, remaining_shares, split_credit
from orders.domain.pricing import PricedLine, TaxShare, price_order

RATES = (0, 550, 700, 1_000, 1_900, 2_500)


def test_a_part_is_split_by_what_each_rate_is_of_the_whole() -> None:
    left = (TaxShare(1_900, 11_900, 1_900), TaxShare(700, 1_070, 70))

    assert split_credit(1_297, left) == (TaxShare(1_900, 1_190, 190), TaxShare(700, 107, 7))


def test_one_cent_goes_to_one_rate() -> None:
    left = (TaxShare(1_900, 100, 16), TaxShare(700, 100, 7))

    assert split_credit(1, left) == (TaxShare(1_900, 1, 0),)


@pytest.mark.parametrize("amount", [0, -1, 201])
def test_no_more_than_is_left_and_not_nothing(amount: int) -> None:
    with pytest.raises(CreditTooLarge):
        split_credit(amount, (TaxShare(1_900, 200, 32),))


@pytest.mark.parametrize("seed", range(300))
def test_the_parts_of_any_invoice_add_up_to_it(seed: int) -> None:
    chance = random.Random(seed)
    invoice = price_order(
        [
            PricedLine(chance.choice([0, 1, 99, chance.randint(1, 90_000)]), chance.randint(1, 30), chance.choice(RATES))
            for _ in range(chance.randint(1, 8))
        ],
        chance.choice([0, 490]),
    )  # fmt: skip
    credited: list[TaxShare] = []
    while open_amount := invoice.total - sum(share.gross for share in credited):
        left = remaining_shares(invoice.taxes, credited)
        part = chance.randint(1, open_amount)
        shares = split_credit(part, left)

        assert sum(share.gross for share in shares) == part
        limits = {share.rate: share for share in left}
        for share in shares:
            assert 0 < share.gross <= limits[share.rate].gross
            assert 0 <= share.tax <= min(share.gross, limits[share.rate].tax)
        credited += shares

    assert all((share.gross, share.tax) == (0, 0) for share in remaining_shares(invoice.taxes, credited))
