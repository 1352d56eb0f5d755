"""RQ entry points: ids in, safe to run twice. A provider that is away is no failure: PostgreSQL knows what is due."""

import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import structlog
from django.conf import settings
from django.utils import timezone

from electricityshop.jobs.periodic import every
from payments import checking, processing, refunding
from payments.closing import close_instruments
from payments.commands.claim_check import ClaimCheck, claim_check
from payments.commands.prune_webhooks import BATCH as PRUNED_AT_ONCE
from payments.commands.prune_webhooks import PruneWebhooks, prune_webhooks
from payments.domain.gateway import GatewayRefused, GatewayUnavailable
from payments.queries.due import due_checks, due_refunds, due_webhooks, left_over_references
from payments.queries.payment_key import payment_key

T = TypeVar("T")

BATCH = 200
MOST_BATCHES = 20
SWEEP_SECONDS = 60
"""A sweep stops after this long; the next one goes on."""

logger = structlog.get_logger(__name__)


def process_webhook(*, event_id: str, **_: Any) -> None:
    _try(processing.process_webhook, event_id)


def send_refund(*, refund_id: str, **_: Any) -> None:
    _try(refunding.send_refund, UUID(refund_id))


def check_payment(*, reference: str, **_: Any) -> None:
    _try(checking.check_payment, reference)


def close_other_instruments(*, reference: str, **_: Any) -> None:
    """A payment was paid: the other ways to pay it must go."""
    _try(_close_instruments, reference)


@every(seconds=5)
def sweep_webhooks(**_: Any) -> None:
    """Process what a lost job left behind, and what is due again."""
    _each(due_webhooks(BATCH), processing.process_webhook)


@every(seconds=10)
def sweep_refunds(**_: Any) -> None:
    """Send refunds that were requested and not sent, and ask about those the bank still thinks over."""
    _each(due_refunds(BATCH), refunding.send_refund)


@every(seconds=30)
def sweep_open_payments(**_: Any) -> None:
    """Compare open payments with the provider: so a lost webhook heals."""
    _each(due_checks(BATCH), _check_if_due)


@every(seconds=60)
def sweep_left_over_instruments(**_: Any) -> None:
    """Close what is still open although its payment is over."""
    _each(left_over_references(BATCH), _close_instruments)


@every(seconds=3600)
def prune_inbox(**_: Any) -> None:
    """Events processed `WEBHOOK_KEEP_DAYS` ago; what is left waits for the next hour."""
    before = timezone.now() - timedelta(days=settings.WEBHOOK_KEEP_DAYS)
    for _batch in range(MOST_BATCHES):
        if prune_webhooks(PruneWebhooks(before=before)) < PRUNED_AT_ONCE:
            return


def _each(due: Iterable[T], work: Callable[[T], object]) -> None:
    """Do them one after the other; one that breaks does not hold back the others. When the provider is away the
    rest waits for the next sweep."""
    stop = time.monotonic() + SWEEP_SECONDS
    for one in due:
        try:
            is_answered = _try(work, one)
        except Exception:
            logger.exception("a sweep could not deal with one of its rows")
            is_answered = True
        if not is_answered or time.monotonic() > stop:
            return


def _try(work: Callable[[T], object], one: T) -> bool:
    """Whether the provider answered."""
    try:
        work(one)
    except GatewayUnavailable:
        logger.warning("the payment provider is away")
        return False
    except GatewayRefused as error:
        logger.error("the payment provider refused", reason=error.reason)  # noqa: TRY400  # expected, no trace
    return True


def _check_if_due(payment: tuple[UUID, str]) -> None:
    payment_id, reference = payment
    if claim_check(ClaimCheck(payment_id)):
        checking.check_payment(reference)


def _close_instruments(reference: str) -> None:
    close_instruments(payment_key(reference).id)
