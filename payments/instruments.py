"""The instruments of a payment that can still be paid with, found or made. Inside a command."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils import timezone

from electricityshop.attempts.counting import count_attempt
from electricityshop.attempts.limits import Limit
from electricityshop.commands import require_transaction
from electricityshop.plain_sql import insert
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
    limits: Sequence[Limit],
    is_new: bool = False,
) -> tuple[OpenedInstrument, ...]:
    """One of each kind, made for `owner` if need be, in the order of `kinds`. The payment's row must be locked and open.

    Making some is one attempt to pay; finding them is none. Raises `TooManyAttempts`, making nothing, when one of
    `limits` is used up. `is_new` saves looking for what a payment made in this transaction cannot have.
    """
    require_transaction()
    wanted = tuple(kinds)
    found = {} if is_new else _found(payment, wanted)
    expiry = checkout_expiry(expires_at, timezone.now())
    made = [
        PaymentInstrument(payment=payment, kind=kind, expires_at=expiry, owner=owner)
        for kind in wanted
        if kind not in found
    ]
    if made:
        count_attempt(limits, timezone.now())
    insert("payments_paymentinstrument", [_row(instrument) for instrument in made])
    found |= {row.kind: row for row in made}
    return tuple(_opened(found[kind]) for kind in wanted)


def _found(payment: Payment, kinds: tuple[InstrumentKind, ...]) -> dict[str, PaymentInstrument]:
    known = PaymentInstrument.objects.unfinished().filter(payment=payment, kind__in=kinds)
    return {row.kind: row for row in known}


def _row(made: PaymentInstrument) -> dict[str, Any]:
    """Of one that the provider has not heard of."""
    return {
        "id": made.pk, "payment_id": made.payment_id, "kind": str(made.kind), "state": str(made.state),
        "provider_id": "", "client_secret": "", "url": "", "owner": made.owner,
        "created_at": timezone.now(), "expires_at": made.expires_at,
    }  # fmt: skip


def _opened(row: PaymentInstrument) -> OpenedInstrument:
    is_known = row.state == InstrumentState.OPEN
    return OpenedInstrument(
        row.pk, InstrumentKind(row.kind), is_known, row.url, row.client_secret, row.expires_at, row.owner
    )
