"""The instruments of a payment that can still be paid with, found or made. Inside a command."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from electricityshop.commands import require_transaction
from payments.domain.states import InstrumentKind, InstrumentState
from payments.domain.timing import checkout_expiry
from payments.models import Payment, PaymentInstrument


@dataclass(frozen=True, slots=True)
class OpenedInstrument:
    """`is_known`: the provider has it and we know its id; then `url` or `client_secret` is filled. `owner` is whose
    saved cards it offers."""

    id: UUID
    kind: InstrumentKind
    is_known: bool
    url: str
    client_secret: str
    expires_at: datetime
    owner: str


def unfinished(
    payment: Payment,
    kinds: Iterable[InstrumentKind],
    expires_at: datetime,
    owner: str,
    *,
    is_new: bool = False,
) -> tuple[OpenedInstrument, ...]:
    """One of each kind, made for `owner` if need be, in the order of `kinds`. The payment's row must be locked and open.

    `is_new` saves looking for what a payment made in this transaction cannot have.
    """
    require_transaction()
    wanted = tuple(kinds)
    known = PaymentInstrument.objects.unfinished().filter(payment=payment, kind__in=wanted)
    found = {} if is_new else {row.kind: row for row in known}
    expiry = checkout_expiry(expires_at, timezone.now())
    made = [
        PaymentInstrument(payment=payment, kind=kind, expires_at=expiry, owner=owner)
        for kind in wanted
        if kind not in found
    ]
    if made:
        PaymentInstrument.objects.bulk_create(made)
    found |= {row.kind: row for row in made}
    return tuple(_opened(found[kind]) for kind in wanted)


def _opened(row: PaymentInstrument) -> OpenedInstrument:
    is_known = row.state == InstrumentState.OPEN
    return OpenedInstrument(
        row.pk, InstrumentKind(row.kind), is_known, row.url, row.client_secret, row.expires_at, row.owner
    )
