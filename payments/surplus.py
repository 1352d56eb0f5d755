"""Giving back money that should not have been taken. Inside a command."""

from functools import partial
from uuid import UUID

from django.db import transaction

from electricityshop.commands import require_transaction
from electricityshop.jobs.enqueueing import ring
from payments.models import Refund


def give_back(payment_id: UUID, intent: str, amount: int, *, key: str) -> bool:
    """Request the refund of a surplus charge; whether it is new. Raises `TransactionRequired` outside a command."""
    require_transaction()
    if Refund.objects.filter(key=key).exists():
        return False
    refund = Refund(
        payment_id=payment_id,
        key=key,
        intent=intent,
        amount=amount,
        is_surplus=True,
        reason="This was paid already, or cancelled.",
    )
    Refund.objects.bulk_create([refund], ignore_conflicts=True)
    transaction.on_commit(
        partial(ring, "payments.jobs.send_refund", queue="high", refund_id=str(refund.pk)), robust=True
    )
    return True
