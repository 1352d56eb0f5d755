"""Trying a refund again, by hand."""

from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone

from electricityshop.commands import command
from payments.domain.states import RefundState
from payments.ledger import NotRefundable, RefundEntry, enter_refund
from payments.models import Refund
from payments.surplus import give_back


@dataclass(frozen=True, slots=True)
class RetryRefund:
    refund_id: UUID
    requested_by: str = ""


@command
def retry_refund(asked: RetryRefund) -> UUID:
    """The refund to send: the waiting one, or a new one for one that failed (the provider would repeat its answer
    to the old key). Raises `NotRefundable` when it went through, or its amount went elsewhere meanwhile.
    """
    refund = Refund.objects.select_related("payment").get(pk=asked.refund_id)
    if refund.state == RefundState.SUCCEEDED:
        raise NotRefundable("This refund went through.")
    if refund.state == RefundState.REQUESTED:
        Refund.objects.filter(pk=refund.pk, state=RefundState.REQUESTED).update(
            next_attempt_at=timezone.now(), attempts=0
        )
        return refund.pk
    key = f"retry:{refund.pk}"
    if refund.is_surplus:
        give_back(refund.payment_id, refund.intent, refund.amount, key=key)
        return Refund.objects.values_list("pk", flat=True).get(key=key)
    reference = refund.payment.reference
    return enter_refund(RefundEntry(reference, key, refund.amount, refund.reason, asked.requested_by))
