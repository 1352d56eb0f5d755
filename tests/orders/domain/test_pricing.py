from orders.domain.pricing import PricedLine, TaxShare, price_order


def test_vat_is_contained_in_the_prices_and_shown_per_rate() -> None:
    totals = price_order([PricedLine(1_190, 2, 1_900), PricedLine(107, 1, 700)], shipping=595)

    assert totals.items == 2_487
    assert totals.total == 3_082
    assert totals.taxes == (TaxShare(1_900, 2_975, 475), TaxShare(700, 107, 7))
    assert totals.tax == 482


def test_nothing_costs_nothing() -> None:
    assert price_order([]).total == 0
    assert price_order([]).taxes == ()
