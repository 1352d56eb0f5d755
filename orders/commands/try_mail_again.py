"""A mail that was given up gets all its attempts back."""

from dataclasses import dataclass
from functools import partial

from django.db import transaction
from django.utils import timezone

from electricityshop.commands import command
from electricityshop.jobs.enqueueing import ring
from electricityshop.jobs.retries import EMAIL
from orders.models import OrderMail


@dataclass(frozen=True, slots=True, kw_only=True)
class TryMailAgain:
    mail_id: int


@command
def try_mail_again(asked: TryMailAgain) -> bool:
    """Whether it was given up. Its Message-ID stays, so a repeat is recognised."""
    given_up = OrderMail.objects.filter(pk=asked.mail_id, sent_at=None, attempts__gte=EMAIL.attempts)
    if not given_up.update(attempts=0, due_at=timezone.now()):
        return False
    transaction.on_commit(partial(ring, "orders.jobs.send_mail", mail_id=asked.mail_id), robust=True)
    return True
