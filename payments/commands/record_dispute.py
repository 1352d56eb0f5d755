"""Recording how a dispute stands with the provider."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.events.outbox import record
from electricityshop.money import Money
from payments.domain.disputes import LOST, GatewayDispute
from payments.domain.events import DisputeClosed, PaymentDisputed
from payments.models import Dispute, Payment

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RecordDispute:
    payment_id: UUID
    dispute: GatewayDispute


@command
def record_dispute(told: RecordDispute) -> bool:
    """Whether it was news. What is closed is not opened again by an answer that is older.

    The payment's row is locked, so that two who bring news of one dispute tell it once.
    """
    made = told.dispute
    payment = Payment.objects.select_for_update().get(pk=told.payment_id)
    known = Dispute.objects.filter(pk=made.id).first() or _opened(payment, made)
    if _is_old(known, made):
        return False
    closes = made.is_closed and known.closed_at is None
    Dispute.objects.filter(pk=known.pk).update(
        status=made.status[:40],
        amount=made.amount,
        due_by=made.due_by,
        closed_at=timezone.now() if closes else known.closed_at,
    )
    _alarm(payment, made)
    if closes:
        record(
            DisputeClosed(
                reference=payment.reference, dispute=made.id, amount=made.amount, outcome=made.status
            )
        )
    return True


def _is_old(known: Dispute, made: GatewayDispute) -> bool:
    is_same = (known.status, known.amount, known.due_by) == (made.status, made.amount, made.due_by)
    return is_same or (known.closed_at is not None and not made.is_closed)


def _opened(payment: Payment, made: GatewayDispute) -> Dispute:
    """Its row, without a status yet: that is what is recorded next."""
    record(
        PaymentDisputed(reference=payment.reference, dispute=made.id, amount=made.amount, reason=made.reason)
    )
    logger.warning("a payment is disputed", payment=str(payment.pk), dispute=made.id)
    return Dispute.objects.create(
        id=made.id,
        payment=payment,
        intent=made.intent,
        amount=made.amount,
        currency=made.currency,
        reason=made.reason[:80],
        opened_at=made.opened_at,
        due_by=made.due_by,
    )


def _alarm(payment: Payment, made: GatewayDispute) -> None:
    """An open one asks for an answer, a lost one stays to be seen, one that is over otherwise is no alarm."""
    row = Payment.objects.filter(pk=payment.pk)
    money = Money(made.amount, made.currency)
    if made.is_closed and made.status != LOST:
        row.filter(alarm__startswith=made.id).update(alarm="")
        return
    until = f" by {timezone.localtime(made.due_by):%Y-%m-%d %H:%M}" if made.due_by else ""
    what = "was lost" if made.is_closed else f"({made.reason}) must be answered{until}"
    row.update(alarm=f"{made.id}: the dispute about {money} {what}."[:200])
