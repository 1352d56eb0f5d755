"""Cancelling a payment that nobody can pay any more."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from payments.domain.states import InstrumentState, PaymentState
from payments.models import Payment, PaymentInstrument


@dataclass(frozen=True, slots=True)
class CancelPayment:
    payment_id: UUID


@command
def cancel_payment(asked: CancelPayment) -> PaymentState:
    """Its state afterwards: still open when the provider may yet take money for it, succeeded when it did."""
    payment = Payment.objects.select_for_update().get(pk=asked.payment_id)
    instruments = PaymentInstrument.objects.filter(payment=payment)
    if (
        payment.state == PaymentState.OPEN
        and not instruments.filter(state=InstrumentState.OPEN).exists()
        and Payment.objects.open().filter(pk=payment.pk).update(state=PaymentState.CANCELLED)
    ):
        instruments.filter(state=InstrumentState.CREATING).update(state=InstrumentState.CLOSED)
        return PaymentState.CANCELLED
    return PaymentState(payment.state)
