"""What payments show to who watches the jobs: work that is due, what was given up, and what a replay would do."""

from uuid import UUID

from electricityshop.errors import DomainError
from electricityshop.jobs.dead_letters import DeadKind, register
from electricityshop.jobs.enqueueing import ring
from payments.commands.close_webhook import CloseWebhook, close_webhook
from payments.commands.reopen_webhook import ReopenWebhook, reopen_webhook
from payments.commands.retry_refund import RetryRefund, retry_refund
from payments.queries import due_rows, job_effects
from payments.queries.given_up_refunds import given_up_refund, given_up_refund_count, given_up_refunds
from payments.queries.given_up_webhooks import given_up_webhook, given_up_webhook_count, given_up_webhooks

__all__ = ["due_rows", "job_effects"]


def _send_again(key: str) -> bool:
    try:
        refund_id = retry_refund(RetryRefund(UUID(key)))
    except DomainError:  # it was settled meanwhile
        return False
    ring("payments.jobs.send_refund", refund_id=str(refund_id))
    return True


register(
    DeadKind(
        name="webhooks",
        title="Webhooks",
        count=given_up_webhook_count,
        newest=given_up_webhooks,
        work=given_up_webhook,
        revive=lambda key: reopen_webhook(ReopenWebhook(key)),
        settle=lambda key: close_webhook(CloseWebhook(key)),
    )
)
register(
    DeadKind(
        name="refunds",
        title="Refunds",
        count=given_up_refund_count,
        newest=given_up_refunds,
        work=given_up_refund,
        revive=_send_again,
        settle=lambda key: False,  # one that is settled is no dead letter
    )
)
