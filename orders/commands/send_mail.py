"""The two transactions around sending a mail: claimed before, done (or postponed) after."""

from dataclasses import dataclass

import structlog
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.leases import LEASE
from electricityshop.jobs.retries import EMAIL
from electricityshop.plain_sql import fetch
from orders import steps
from orders.domain.steps import Step
from orders.models import OrderMail

_CLAIM = """
UPDATE orders_ordermail SET attempts = attempts + 1, due_at = %s
WHERE sent_at IS NULL AND due_at <= %s AND attempts < %s
"""
_OWED = "id, order_id, kind, key, message_id"
_SENT = "UPDATE orders_ordermail SET sent_at = %s, error = '' WHERE id = %s RETURNING order_id, kind"

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OwedMail:
    """`key` says which parcel, refund or return it is about."""

    id: int
    order_id: int
    kind: str
    key: str
    message_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimMail:
    mail_id: int


@command
def claim_mail(claim: ClaimMail) -> OwedMail | None:
    """Take an unsent mail that is due. None: sent already, given up, or another worker has it."""
    return _claimed("id = %s", claim.mail_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimConfirmation:
    order_id: int


@command
def claim_confirmation(claim: ClaimConfirmation) -> OwedMail | None:
    """Take the order's confirmation mail as `claim_mail` does."""
    return _claimed("kind = 'confirmation' AND order_id = %s", claim.order_id)


def _claimed(which: str, pk: int) -> OwedMail | None:
    now = timezone.now()
    rows = fetch(f"{_CLAIM} AND {which} RETURNING {_OWED}", [now + LEASE, now, EMAIL.attempts, pk])
    return OwedMail(*rows[0]) if rows else None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepMail:
    mail_id: int


@command
def keep_mail(keeping: KeepMail) -> None:
    """Whoever is sending it is alive: nobody else may take it yet."""
    OrderMail.objects.filter(pk=keeping.mail_id, sent_at=None).update(due_at=timezone.now() + LEASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class FinishMail:
    """`error` empty means it was handed to the mail server."""

    mail_id: int
    error: str = ""


@command
def finish_mail(result: FinishMail) -> None:
    """Mark it sent, and the confirmation step with it; or try again later."""
    if result.error:
        _postpone(result.mail_id, result.error)
        return
    [(order_id, kind)] = fetch(_SENT, [timezone.now(), result.mail_id])
    if kind == OrderMail.Kind.CONFIRMATION:
        steps.complete(order_id, Step.SEND_CONFIRMATION)


def _postpone(mail_id: int, error: str) -> None:
    """The step waits as long as its mail, so that no sweep looks at it in vain."""
    mail = OrderMail.objects.select_for_update().get(pk=mail_id)
    mail.error, mail.due_at = error[:300], timezone.now() + EMAIL.pause(mail.attempts)
    mail.save(update_fields=["error", "due_at"])
    if mail.kind == OrderMail.Kind.CONFIRMATION:
        steps.postpone(mail.order_id, Step.SEND_CONFIRMATION, error, until=mail.due_at)
    if EMAIL.is_spent(mail.attempts):
        logger.error("a mail is given up", mail=mail.pk, order=mail.order_id)
