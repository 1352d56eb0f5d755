"""Sending a mail that is owed: claim, send, mark. The mail server stands between the two transactions."""

from functools import partial
from smtplib import SMTPException

import structlog

from electricityshop.jobs.leases import kept
from orders.adapters.mail import deliver
from orders.commands.send_mail import (
    ClaimConfirmation,
    ClaimMail,
    FinishMail,
    KeepMail,
    OwedMail,
    claim_confirmation,
    claim_mail,
    finish_mail,
    keep_mail,
)

logger = structlog.get_logger(__name__)


def send_mail(mail_id: int) -> bool:
    """Send it unless it was sent or another worker has it. False when it was not sent here and now."""
    return _send(claim_mail(ClaimMail(mail_id=mail_id)))


def send_confirmation(order_id: int) -> bool:
    """The order's confirmation mail, as `send_mail` sends one."""
    return _send(claim_confirmation(ClaimConfirmation(order_id=order_id)))


def _send(mail: OwedMail | None) -> bool:
    """Hand a claimed mail over; a refusal of the mail server is tried again later.

    The claim is short and kept while the mail server is spoken to, so that a killed worker's mail is soon another's.
    Killed between the server's answer and the mark, the mail is sent twice, with the same Message-ID.
    """
    if mail is None:
        return False
    try:
        with kept(partial(keep_mail, KeepMail(mail_id=mail.id))):
            deliver(mail)
    except (SMTPException, OSError) as error:
        logger.warning("mail not sent", mail=mail.id, error=type(error).__name__)
        finish_mail(FinishMail(mail_id=mail.id, error=f"{type(error).__name__}: {error}"))
        return False
    finish_mail(FinishMail(mail_id=mail.id))
    return True
