"""Closing a payment: first at the provider, so that nobody can pay any more, then here."""

from uuid import UUID

from electricityshop.errors import Conflict
from payments.adapters import gateway
from payments.checking import check_instrument
from payments.commands.cancel_payment import CancelPayment, cancel_payment
from payments.commands.close_instrument import CloseInstrument, close_instrument
from payments.domain.gateway import GatewayRefused
from payments.domain.states import InstrumentKind, PaymentState
from payments.queries.instruments import InstrumentView, open_instruments
from payments.queries.payment_key import payment_key


class PaymentUnderway(Conflict):
    """The customer's bank is still deciding; try again later."""

    code = "payment_underway"


def close_payment(reference: str) -> None:
    """Expire what is still open and cancel the payment; one that succeeded meanwhile is left alone (and settled).

    Raises `NoPayment`, `GatewayUnavailable`, and `PaymentUnderway` while the money may yet come. Safe to repeat.
    """
    payment = payment_key(reference)
    close_instruments(payment.id)
    if cancel_payment(CancelPayment(payment.id)) is PaymentState.OPEN:
        raise PaymentUnderway("This is being paid right now. Try again in a few minutes.")


def close_instruments(payment_id: UUID) -> None:
    """Close every instrument still open at the provider. One that was paid is settled instead."""
    for instrument in open_instruments(payment_id):
        _close(instrument)


def withdraw(payment_id: UUID, instrument_id: UUID) -> None:
    """Take one way to pay back, whether the provider has it or not yet. Raises `GatewayUnavailable`."""
    for instrument in open_instruments(payment_id):
        if instrument.id == instrument_id:
            _close(instrument)
            return
    close_instrument(CloseInstrument(instrument_id))


def _close(instrument: InstrumentView) -> None:
    stripe = gateway()
    close = stripe.expire_checkout if instrument.kind is InstrumentKind.CHECKOUT else stripe.cancel_intent
    try:
        close(instrument.provider_id)
    except GatewayRefused:
        check_instrument(instrument)
    else:
        close_instrument(CloseInstrument(instrument.id))
