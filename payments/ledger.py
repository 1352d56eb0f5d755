"""The refund ledger: what is promised back never exceeds what was captured. Inside a command."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F
from django.db.utils import IntegrityError

from electricityshop.commands import require_transaction
from electricityshop.errors import Conflict
from payments.domain.states import PaymentState
from payments.models import Payment, Refund
from payments.queries.payment_of import NoPayment


class NotRefundable(Conflict):
    """More than is left, or nothing was paid."""

    code = "not_refundable"


class RefundDiffers(Conflict):
    code = "refund_differs"


@dataclass(frozen=True, slots=True)
class RefundEntry:
    """`amount` in minor units; None is all that is left. The same `key` is the same refund."""

    reference: str
    key: str
    amount: int | None
    reason: str
    requested_by: str


def enter_refund(entry: RefundEntry) -> UUID:
    """The refund's id. Raises `NoPayment`, `NotRefundable`, `RefundDiffers`, `TransactionRequired`.

    The payment's row is locked: refunds of one payment are asked for one after the other.
    """
    require_transaction()
    payment = Payment.objects.select_for_update().filter(reference=entry.reference).first()
    if payment is None:
        raise NoPayment("There is no payment for this.")
    known = Refund.objects.filter(key=entry.key).first()
    if known is not None:
        return _same(known, payment, entry)
    amount = payment.captured - payment.refunded if entry.amount is None else entry.amount
    left_enough = Payment.objects.filter(
        pk=payment.pk, state=PaymentState.SUCCEEDED, captured__gte=F("refunded") + amount
    )
    if amount < 1 or not left_enough.update(refunded=F("refunded") + amount):
        raise NotRefundable(
            "This is more than is left to refund.", fields={"amount": "More than is left to refund."}
        )
    try:
        refund = Refund.objects.create(
            payment=payment,
            key=entry.key,
            intent=payment.charged_intent,
            amount=amount,
            reason=entry.reason[:200],
            requested_by=entry.requested_by[:150],
        )
    except IntegrityError as error:  # another payment's refund took the key a moment ago
        raise RefundDiffers("This refund key belongs to another refund.") from error
    return refund.pk


def _same(known: Refund, payment: Payment, entry: RefundEntry) -> UUID:
    if known.payment_id != payment.pk or entry.amount not in {None, known.amount}:
        raise RefundDiffers("This refund key belongs to another refund.")
    return known.pk
