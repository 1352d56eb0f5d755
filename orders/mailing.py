"""Sending a mail that is owed: claim, send, mark. The mail server stands between the two transactions."""

from functools import partial
from smtplib import SMTPException

import structlog

from electricityshop.jobs.leases import kept
from orders.adapters.mail import deliver
from orders.commands.send_mail import ClaimMail, FinishMail, KeepMail, claim_mail, finish_mail, keep_mail

logger = structlog.get_logger(__name__)


def send_mail(mail_id: int) -> bool:
    """Send it unless it was sent or another worker has it; a refusal of the mail server is tried again later.

    The claim is short and kept while the mail server is spoken to, so that a killed worker's mail is soon another's.
    Killed between the server's answer and the mark, the mail is sent twice, with the same Message-ID.
    """
    if not claim_mail(ClaimMail(mail_id=mail_id)):
        return False
    try:
        with kept(partial(keep_mail, KeepMail(mail_id=mail_id))):
            deliver(mail_id)
    except (SMTPException, OSError) as error:
        logger.warning("mail not sent", mail=mail_id, error=type(error).__name__)
        finish_mail(FinishMail(mail_id=mail_id, error=f"{type(error).__name__}: {error}"))
        return False
    finish_mail(FinishMail(mail_id=mail_id))
    return True
