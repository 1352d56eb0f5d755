"""Mails that no mail server took, for days."""

from django.db.models import QuerySet

from electricityshop.jobs.dead_letters import DeadLetter, Work
from electricityshop.jobs.retries import EMAIL
from orders.models import OrderMail


def given_up_mails(limit: int) -> tuple[DeadLetter, ...]:
    """The newest first. By the index of unsent mails."""
    rows = (
        _given_up().order_by("-id").values_list("pk", "kind", "order__number", "error", "attempts", "due_at")
    )
    return tuple(
        DeadLetter(
            kind="mails", key=str(pk), title=f"{kind.replace('_', ' ')} mail of order {number}", error=error,
            attempts=attempts, since=at,
        )
        for pk, kind, number, error, attempts, at in rows[:limit]
    )  # fmt: skip


def given_up_mail_count() -> int:
    return _given_up().count()


def given_up_mail(key: str) -> Work | None:
    """None when it was sent, or is still being tried."""
    if not key.isdecimal() or len(key) > 18 or not _given_up().filter(pk=int(key)).exists():
        return None
    return Work("orders.jobs.send_mail", {"mail_id": int(key)})


def _given_up() -> QuerySet[OrderMail]:
    return OrderMail.objects.filter(sent_at=None, attempts__gte=EMAIL.attempts)
