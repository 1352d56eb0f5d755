"""What an order costs. Prices contain VAT; every amount is minor units of one currency."""

from collections.abc import Iterable
from dataclasses import dataclass

from electricityshop.money import vat_included


@dataclass(frozen=True, slots=True)
class PricedLine:
    unit_price: int
    quantity: int
    tax_rate: int
    """Basis points."""

    @property
    def total(self) -> int:
        return self.unit_price * self.quantity

    @property
    def tax(self) -> int:
        return vat_included(self.total, self.tax_rate)


@dataclass(frozen=True, slots=True)
class TaxShare:
    """The VAT of one rate: `tax` minor units contained in `gross`."""

    rate: int
    gross: int
    tax: int


@dataclass(frozen=True, slots=True)
class Totals:
    items: int
    shipping: int
    taxes: tuple[TaxShare, ...]
    """One per rate, highest first."""

    @property
    def total(self) -> int:
        return self.items + self.shipping

    @property
    def tax(self) -> int:
        return sum(share.tax for share in self.taxes)


def price_order(lines: Iterable[PricedLine], shipping: int = 0) -> Totals:
    """Sum the lines and the shipping; shipping is taxed at the highest rate among the lines."""
    lines = tuple(lines)
    gross: dict[int, int] = {}
    tax: dict[int, int] = {}
    for line in lines:
        gross[line.tax_rate] = gross.get(line.tax_rate, 0) + line.total
        tax[line.tax_rate] = tax.get(line.tax_rate, 0) + line.tax
    if shipping and gross:
        rate = max(gross)
        gross[rate] += shipping
        tax[rate] += vat_included(shipping, rate)
    taxes = tuple(TaxShare(rate, gross[rate], tax[rate]) for rate in sorted(gross, reverse=True))
    return Totals(sum(line.total for line in lines), shipping, taxes)
