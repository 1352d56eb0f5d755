"""Making something of a stored webhook event, once, whatever the order in which they come."""

from collections.abc import Callable
from functools import partial

import structlog

from electricityshop.jobs.leases import kept
from electricityshop.jobs.retries import HTTP
from payments.checking import check_checkout, check_intent
from payments.commands.claim_webhook import (
    ClaimedWebhook,
    ClaimWebhook,
    KeepWebhook,
    claim_webhook,
    keep_webhook,
)
from payments.commands.finish_webhook import FinishWebhook, finish_webhook
from payments.commands.postpone_webhook import PostponeWebhook, postpone_webhook
from payments.declining import check_declined
from payments.disputing import check_dispute
from payments.domain.gateway import GatewayRefused, GatewayUnavailable, Notice
from payments.domain.states import GIVEN_UP
from payments.refunding import check_refund, check_refunds_of

logger = structlog.get_logger(__name__)

EARLY_ATTEMPTS = 6
"""About half a minute: longer than any transaction that has yet to show its payment."""

Handle = Callable[[Notice], str | None]

HANDLERS: dict[str, Handle] = {
    "checkout.session.completed": lambda notice: check_checkout(notice.object),
    "checkout.session.async_payment_succeeded": lambda notice: check_checkout(notice.object),
    "checkout.session.async_payment_failed": lambda notice: check_checkout(notice.object),
    "checkout.session.expired": lambda notice: check_checkout(notice.object),
    "payment_intent.succeeded": lambda notice: check_intent(notice.object),
    "payment_intent.payment_failed": lambda notice: check_declined(notice.object),
    "payment_intent.canceled": lambda notice: check_intent(notice.object),
    "charge.refunded": lambda notice: check_refunds_of(notice.intent) if notice.intent else "no intent",
    "refund.created": lambda notice: check_refund(notice.object),
    "refund.updated": lambda notice: check_refund(notice.object),
    "refund.failed": lambda notice: check_refund(notice.object),
    "charge.dispute.created": lambda notice: check_dispute(notice.object),
    "charge.dispute.updated": lambda notice: check_dispute(notice.object),
    "charge.dispute.closed": lambda notice: check_dispute(notice.object),
}
"""Event type to what is asked of the provider about it; None when its object is not known here (yet)."""


def process_webhook(event_id: str) -> str | None:
    """What came of the event; None when there was nothing to do for this call.

    Raises `GatewayUnavailable`: it is due again later, and so are the others.
    """
    claimed = claim_webhook(ClaimWebhook(event_id))
    if claimed is None:
        return None
    try:
        with kept(partial(keep_webhook, KeepWebhook(event_id))):
            outcome = _handle(claimed.notice)
    except GatewayUnavailable:
        _postpone(claimed, "the provider was away")
        raise
    except GatewayRefused as error:
        outcome = None
        logger.warning(
            "the provider does not know what a webhook names", event_id=event_id, reason=error.reason
        )
    except Exception as error:
        logger.exception("a webhook could not be processed", event_id=event_id)
        return _postpone(claimed, f"failed: {type(error).__name__}")
    if outcome is None:
        return _wait_or_give_up(claimed)
    return _finish(claimed, outcome)


def _handle(notice: Notice) -> str | None:
    handle = HANDLERS.get(notice.type)
    if handle is None or not notice.object:
        return "ignored"
    return handle(notice)


def _wait_or_give_up(claimed: ClaimedWebhook) -> str:
    """Our row may not be visible yet, or it is somebody else's payment on the same account."""
    if claimed.attempts >= EARLY_ATTEMPTS:
        return _finish(claimed, "no such payment")
    return _postpone(claimed, "no such payment yet")


def _postpone(claimed: ClaimedWebhook, reason: str) -> str:
    if HTTP.is_spent(claimed.attempts):
        logger.error("a webhook is given up", event_id=claimed.notice.id, reason=reason)
        return _finish(claimed, f"{GIVEN_UP}: {reason}")
    postpone_webhook(PostponeWebhook(claimed.notice.id, claimed.attempts, reason))
    return reason


def _finish(claimed: ClaimedWebhook, outcome: str) -> str:
    finish_webhook(FinishWebhook(claimed.notice.id, outcome))
    return outcome
