"""The identity and state of a reference's payment."""

from dataclasses import dataclass
from uuid import UUID

from payments.domain.states import PaymentState
from payments.models import Payment
from payments.queries.payment_of import NoPayment


@dataclass(frozen=True, slots=True)
class PaymentKey:
    id: UUID
    state: PaymentState


def payment_key(reference: str) -> PaymentKey:
    """Raises `NoPayment`."""
    row = Payment.objects.filter(reference=reference).values_list("id", "state").first()
    if row is None:
        raise NoPayment("There is no payment for this.")
    return PaymentKey(row[0], PaymentState(row[1]))
