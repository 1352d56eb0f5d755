"""Deleting attempts that are outside every window."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings

from electricityshop.attempts.models import Attempt
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetAttempts:
    now: datetime


@command
def forget_attempts(asked: ForgetAttempts) -> None:
    """Safe to repeat."""
    longest = max(seconds for _, seconds in settings.ATTEMPT_LIMITS.values())
    Attempt.objects.filter(at__lt=asked.now - timedelta(seconds=longest)).delete()
