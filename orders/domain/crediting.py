"""How money that goes back is spread over the VAT rates of an invoice. Amounts are minor units of one currency."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from electricityshop.errors import Conflict
from electricityshop.money import rounded
from orders.domain.pricing import TaxShare


class CreditTooLarge(Conflict):
    code = "credit_too_large"


def remaining_shares(invoice: Iterable[TaxShare], credited: Iterable[TaxShare]) -> tuple[TaxShare, ...]:
    """What is left of an invoice, rate by rate, after what was credited of it."""
    left = {share.rate: (share.gross, share.tax) for share in invoice}
    for share in credited:
        gross, tax = left[share.rate]
        left[share.rate] = (gross - share.gross, tax - share.tax)
    return tuple(TaxShare(rate, gross, tax) for rate, (gross, tax) in left.items())


def split_credit(amount: int, left: tuple[TaxShare, ...]) -> tuple[TaxShare, ...]:
    """`amount` in proportion to what is left of each rate, and of that its part of the VAT. Empty shares are left out.

    The running sums are rounded, by the one rule for money, so the shares add up to `amount` and none is larger than
    what is left; once everything is credited, every rate and its VAT are back to the cent. Raises `CreditTooLarge`.
    """
    whole = sum(share.gross for share in left)
    if not 0 < amount <= whole:
        raise CreditTooLarge("More is credited than is left of the invoice.")
    borders = [0] + [
        rounded(Decimal(amount) * running / whole) for running in accumulate(share.gross for share in left)
    ]
    parts = (borders[place + 1] - borders[place] for place in range(len(left)))
    return tuple(
        TaxShare(share.rate, part, rounded(Decimal(share.tax) * part / share.gross))
        for share, part in zip(left, parts, strict=True)
        if part
    )
