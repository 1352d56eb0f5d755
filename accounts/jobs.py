"""RQ entry points of accounts."""

from typing import Any

from django.utils import timezone

from accounts.commands.forget_expired import ForgetExpired, forget_expired
from electricityshop.jobs.periodic import every


@every(seconds=600)
def forget_expired_rows(**_: Any) -> None:
    """Keep the tables of sessions and refresh tokens small."""
    forget_expired(ForgetExpired(now=timezone.now()))
