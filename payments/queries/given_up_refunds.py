"""Refunds that nobody asks about by himself any more: the money may not have gone back."""

from uuid import UUID

from electricityshop.jobs.dead_letters import DeadLetter, Work
from electricityshop.money import Money
from payments.models import Refund
from payments.queries.payment_for import as_uuid


def given_up_refunds(limit: int) -> tuple[DeadLetter, ...]:
    """The newest first. By the index of refunds to do."""
    fields = ("pk", "amount", "payment__currency", "payment__reference", "failure", "attempts", "created_at")
    rows = Refund.objects.given_up().order_by("-created_at").values_list(*fields)
    return tuple(
        DeadLetter(
            kind="refunds", key=str(pk), title=f"refund of {Money(amount, currency)} for {reference}",
            error=failure or "The provider did not say yes or no.", attempts=attempts, since=at,
        )
        for pk, amount, currency, reference, failure, attempts, at in rows[:limit]
    )  # fmt: skip


def given_up_refund_count() -> int:
    return Refund.objects.given_up().count()


def given_up_refund(key: str) -> Work | None:
    """None when it is settled, or still being tried."""
    refund_id: UUID | None = as_uuid(key)
    if refund_id is None or not Refund.objects.given_up().filter(pk=refund_id).exists():
        return None
    return Work("payments.jobs.send_refund", {"refund_id": key})
