"""What was captured for a reference."""

from dataclasses import dataclass

from electricityshop.plain_sql import fetch
from payments.queries.payment_of import NoPayment

_CAPTURED = "SELECT captured, currency FROM payments_payment WHERE reference = %s"


@dataclass(frozen=True, slots=True)
class Captured:
    """`amount` in minor units; 0 while it is not paid."""

    amount: int
    currency: str


def captured(reference: str) -> Captured:
    """One statement. Raises `NoPayment`."""
    for row in fetch(_CAPTURED, [reference]):
        return Captured(*row)
    raise NoPayment("There is no payment for this.")
