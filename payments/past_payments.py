"""Payments that are over, in bulk: for shops of generated orders. Part of the transaction that writes those."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from electricityshop.plain_sql import SqlRow, copy_rows
from payments.domain.states import InstrumentKind, InstrumentState, PaymentState, RefundState

_PAYMENT = (
    "id", "reference", "amount", "currency", "email", "state", "captured", "refunded", "charged_intent", "failure",
    "alarm", "created_at", "succeeded_at", "next_check_at", "seen_at",
)  # fmt: skip
_INSTRUMENT = (
    "id", "payment_id", "kind", "state", "provider_id", "client_secret", "url", "owner", "created_at", "expires_at",
)  # fmt: skip
_REFUND = (
    "id", "payment_id", "key", "intent", "amount", "is_surplus", "reason", "state", "provider_id", "failure",
    "requested_by", "created_at", "finished_at", "attempts", "next_attempt_at",
)  # fmt: skip
_SEEN_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class PastPayment:
    """Paid with a hosted page at `succeeded_at` and given back in full at `refunded_at`, each unless None."""

    id: UUID
    instrument_id: UUID
    refund_id: UUID
    reference: str
    amount: int
    currency: str
    email: str
    opened_at: datetime
    expires_at: datetime
    succeeded_at: datetime | None
    refunded_at: datetime | None
    refund_key: str
    refund_reason: str

    @property
    def intent(self) -> str:
        """Marked as found in the provider's books, which do not have it: reconciliation has nothing to look for."""
        return f"pi_generated_{self.reference}" if self.succeeded_at else ""


def write_past_payments(payments: Iterable[PastPayment]) -> None:
    """Payments, their instruments and refunds."""
    known = tuple(payments)
    copy_rows("payments_payment", _PAYMENT, map(_payment, known))
    copy_rows("payments_paymentinstrument", _INSTRUMENT, map(_instrument, known))
    copy_rows("payments_refund", _REFUND, _refunds(known))


def _payment(payment: PastPayment) -> SqlRow:
    at = payment.succeeded_at
    state = PaymentState.SUCCEEDED if at else PaymentState.CANCELLED
    return (
        payment.id, payment.reference, payment.amount, payment.currency, payment.email, state.value,
        payment.amount if at else 0, payment.amount if payment.refunded_at else 0, payment.intent, "", "",
        payment.opened_at, at, payment.expires_at, at and at + _SEEN_AFTER,
    )  # fmt: skip


def _instrument(payment: PastPayment) -> SqlRow:
    state = InstrumentState.SUCCEEDED if payment.succeeded_at else InstrumentState.CLOSED
    return (
        payment.instrument_id, payment.id, InstrumentKind.CHECKOUT.value, state.value,
        f"cs_generated_{payment.reference}", "", "", "", payment.opened_at, payment.expires_at,
    )  # fmt: skip


def _refunds(payments: Iterable[PastPayment]) -> Iterator[SqlRow]:
    for payment in payments:
        if at := payment.refunded_at:
            yield (
                payment.refund_id, payment.id, payment.refund_key, payment.intent, payment.amount, False,
                payment.refund_reason, RefundState.SUCCEEDED.value, f"re_generated_{payment.reference}", "", "shop",
                at, at, 1, at,
            )  # fmt: skip
