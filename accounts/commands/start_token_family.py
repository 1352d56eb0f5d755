"""Keeping a device logged in: the first refresh token of a new family."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.conf import settings

from accounts.domain.refresh_tokens import digest, new_token
from accounts.models import RefreshToken
from electricityshop.commands import command, require_transaction


@dataclass(frozen=True, slots=True)
class IssuedToken:
    """`refresh` is shown to its owner once and kept nowhere."""

    user_id: int
    family: UUID
    refresh: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StartTokenFamily:
    user_id: int
    now: datetime


@command
def start_token_family(wanted: StartTokenFamily) -> IssuedToken:
    return issue(wanted.user_id, uuid4(), wanted.now)


def issue(user_id: int, family: UUID, now: datetime) -> IssuedToken:
    """Add a token to a family. Raises `TransactionRequired` outside a command."""
    require_transaction()
    token = new_token()
    RefreshToken.objects.create(
        user_id=user_id,
        family=family,
        digest=digest(token),
        expires_at=now + timedelta(days=settings.REFRESH_TOKEN_DAYS),
    )
    return IssuedToken(user_id, family, token)
