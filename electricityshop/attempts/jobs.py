"""RQ entry points of attempts."""

from typing import Any

from django.utils import timezone

from electricityshop.attempts.commands.forget_attempts import ForgetAttempts, forget_attempts
from electricityshop.jobs.periodic import every


@every(seconds=600)
def forget_old_attempts(**_: Any) -> None:
    """Keep the table small."""
    forget_attempts(ForgetAttempts(now=timezone.now()))
