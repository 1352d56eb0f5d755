"""What was captured for a reference."""

from dataclasses import dataclass

from payments.models import Payment
from payments.queries.payment_of import NoPayment


@dataclass(frozen=True, slots=True)
class Captured:
    """`amount` in minor units; 0 while it is not paid."""

    amount: int
    currency: str


def captured(reference: str) -> Captured:
    """One statement. Raises `NoPayment`."""
    row = Payment.objects.filter(reference=reference).values_list("captured", "currency").first()
    if row is None:
        raise NoPayment("There is no payment for this.")
    return Captured(*row)
