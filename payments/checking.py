"""Asking the provider how things stand, and settling accordingly. Webhooks, returning customers and sweeps all
come here: what counts is the current object, never the news that pointed to it."""

from uuid import UUID

from payments.adapters import gateway
from payments.commands.close_instrument import CloseInstrument, close_instrument
from payments.commands.record_decline import RecordDecline, record_decline
from payments.commands.settle_payment import Settlement, SettlePayment, settle_payment
from payments.domain.gateway import CheckoutStatus, Intent, IntentStatus
from payments.domain.states import InstrumentKind
from payments.queries.instruments import InstrumentView, instrument_at_provider, open_instruments
from payments.queries.payment_for import payment_for
from payments.queries.payment_key import payment_key

PAID = {Settlement.SETTLED, Settlement.KNOWN, Settlement.SURPLUS}


def check_payment(reference: str) -> None:
    """Ask about every open instrument of the payment and settle it when one was paid.

    Raises `NoPayment`, `GatewayUnavailable`, `GatewayRefused`.
    """
    for instrument in open_instruments(payment_key(reference).id):
        check_instrument(instrument)


def check_instrument(instrument: InstrumentView) -> str:
    """What came of it, in a few words for staff."""
    if instrument.kind is InstrumentKind.CHECKOUT:
        return check_checkout(instrument.provider_id) or "not ours"
    return check_intent(instrument.provider_id) or "not ours"


def check_checkout(checkout_id: str) -> str | None:
    """What came of it; None when the hosted page is not known here (yet)."""
    checkout = gateway().retrieve_checkout(checkout_id)
    if checkout.is_setup:
        return "a card was saved" if checkout.status is CheckoutStatus.COMPLETE else "no card was saved"
    instrument = instrument_at_provider(checkout_id)
    outcome = check_intent(checkout.intent) if checkout.intent else None
    if instrument is None:
        return outcome
    if checkout.status is CheckoutStatus.EXPIRED:
        close_instrument(CloseInstrument(instrument.id))
        return outcome or "expired"
    if checkout.status is CheckoutStatus.COMPLETE and outcome in PAID:
        close_instrument(CloseInstrument(instrument.id, is_paid=True))
    return outcome or checkout.status.value


def check_intent(intent_id: str) -> str | None:
    """What came of it; None when the charge is not known here (yet)."""
    charge = gateway().retrieve_intent(intent_id)
    payment_id = payment_for(charge)
    return None if payment_id is None else apply_charge(payment_id, charge)


def apply_charge(payment_id: UUID, charge: Intent) -> str:
    """Bring the payment to where its charge is; what came of it."""
    if charge.status is IntentStatus.SUCCEEDED:
        return settle_payment(SettlePayment(payment_id, charge)).value
    if charge.status is IntentStatus.CANCELED:
        if instrument := instrument_at_provider(charge.id):
            close_instrument(CloseInstrument(instrument.id))
        return "canceled"
    if charge.decline:
        record_decline(RecordDecline(payment_id, charge.decline))
        return "declined"
    return charge.status.value
