"""Recording what the provider made for an instrument."""

from dataclasses import dataclass, field
from uuid import UUID

from electricityshop.commands import command
from electricityshop.plain_sql import run
from payments.domain.states import InstrumentState
from payments.models import PaymentInstrument

_RECORD = """
UPDATE payments_paymentinstrument SET state = 'open', provider_id = %s, url = %s, client_secret = %s
WHERE id = %s AND state = 'creating'
"""


@dataclass(frozen=True, slots=True)
class RecordInstrument:
    instrument_id: UUID
    provider_id: str
    url: str = ""
    client_secret: str = field(default="", repr=False)


@command
def record_instrument(made: RecordInstrument) -> bool:
    """Whether it can be used. False: it was closed while the provider made it, so the provider's must go too."""
    recorded = run(_RECORD, [made.provider_id, made.url, made.client_secret, made.instrument_id])
    return bool(recorded) or _was_recorded(made)


def _was_recorded(made: RecordInstrument) -> bool:
    """By an earlier call."""
    row = PaymentInstrument.objects.filter(pk=made.instrument_id, provider_id=made.provider_id)
    return row.filter(state=InstrumentState.OPEN).exists()
