"""Closing an instrument that nobody can pay with any more."""

from dataclasses import dataclass
from uuid import UUID

from electricityshop.commands import command
from payments.domain.states import InstrumentState
from payments.models import PaymentInstrument


@dataclass(frozen=True, slots=True)
class CloseInstrument:
    """`is_paid`: it is over because it was paid."""

    instrument_id: UUID
    is_paid: bool = False


@command
def close_instrument(asked: CloseInstrument) -> bool:
    """Whether this call closed it."""
    state = InstrumentState.SUCCEEDED if asked.is_paid else InstrumentState.CLOSED
    return bool(PaymentInstrument.objects.unfinished().filter(pk=asked.instrument_id).update(state=state))
