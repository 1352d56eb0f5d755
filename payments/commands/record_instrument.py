"""Recording what the provider made for an instrument."""

from dataclasses import dataclass, field
from uuid import UUID

from electricityshop.commands import command
from payments.domain.states import InstrumentState
from payments.models import PaymentInstrument


@dataclass(frozen=True, slots=True)
class RecordInstrument:
    instrument_id: UUID
    provider_id: str
    url: str = ""
    client_secret: str = field(default="", repr=False)


@command
def record_instrument(made: RecordInstrument) -> bool:
    """Whether it can be used. False: it was closed while the provider made it, so the provider's must go too."""
    row = PaymentInstrument.objects.filter(pk=made.instrument_id)
    recorded = row.filter(state=InstrumentState.CREATING).update(
        state=InstrumentState.OPEN,
        provider_id=made.provider_id,
        url=made.url,
        client_secret=made.client_secret,
    )
    return bool(recorded) or row.filter(state=InstrumentState.OPEN, provider_id=made.provider_id).exists()
