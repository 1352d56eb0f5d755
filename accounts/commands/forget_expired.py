"""Deleting what no longer counts: refresh tokens long expired, ended sessions."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session

from accounts.models import RefreshToken
from electricityshop.commands import command

KEEP_EXPIRED_TOKENS = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetExpired:
    now: datetime


@command
def forget_expired(wanted: ForgetExpired) -> None:
    """Safe to repeat. Expired tokens stay a week, so that presenting one is still recognised."""
    Session.objects.filter(expire_date__lt=wanted.now).delete()
    RefreshToken.objects.filter(expires_at__lt=wanted.now - KEEP_EXPIRED_TOKENS).delete()
