"""The instruments of a payment that the provider knows of."""

from dataclasses import dataclass
from uuid import UUID

from payments.domain.states import InstrumentKind, InstrumentState
from payments.models import PaymentInstrument


@dataclass(frozen=True, slots=True)
class InstrumentView:
    id: UUID
    payment_id: UUID
    kind: InstrumentKind
    provider_id: str


def open_instruments(payment_id: UUID) -> tuple[InstrumentView, ...]:
    """Those still open with the provider, as far as we know."""
    return _views(payment_id=payment_id, state=InstrumentState.OPEN)


def instrument_at_provider(provider_id: str) -> InstrumentView | None:
    """The one with this id there, whatever its state."""
    found = _views(provider_id=provider_id) if provider_id else ()
    return found[0] if found else None


def _views(**conditions: object) -> tuple[InstrumentView, ...]:
    rows = PaymentInstrument.objects.filter(**conditions).order_by("created_at")
    fields = rows.values_list("id", "payment_id", "kind", "provider_id")
    return tuple(
        InstrumentView(row_id, payment, InstrumentKind(kind), provider)
        for row_id, payment, kind, provider in fields
    )
