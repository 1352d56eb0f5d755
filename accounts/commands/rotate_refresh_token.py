"""Trading a refresh token for the next of its family. Each is good for one trade."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from accounts.commands.start_token_family import IssuedToken, issue
from accounts.domain.refresh_tokens import digest, has_token_shape
from accounts.models import RefreshToken, User
from electricityshop.commands import command
from electricityshop.errors import DomainError


class BadRefreshToken(DomainError):
    """Unknown, expired or revoked, or its user may no longer log in: the client has to log in again."""

    code: ClassVar[str] = "bad_refresh_token"
    status: ClassVar[int] = 401


class SpentRefreshToken(BadRefreshToken):
    """It was traded before, so two parties hold it: `family` must not be trusted any more."""

    def __init__(self, message: str, family: UUID) -> None:
        super().__init__(message)
        self.family = family


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateRefreshToken:
    refresh: str = field(repr=False)
    now: datetime


@command
def rotate_refresh_token(wanted: RotateRefreshToken) -> IssuedToken:
    """Raises `SpentRefreshToken` or `BadRefreshToken`. Of any number of parallel trades, one succeeds."""
    if not has_token_shape(wanted.refresh):
        raise BadRefreshToken("Log in again.")
    tokens = RefreshToken.objects.filter(digest=digest(wanted.refresh))
    # every condition on the row's own columns: a waiting UPDATE looks at them again after the one before it
    claimed = tokens.filter(spent_at__isnull=True, revoked_at__isnull=True, expires_at__gt=wanted.now).update(
        spent_at=wanted.now
    )
    token = tokens.values("user_id", "family", "spent_at", "revoked_at").first()
    if token is None:
        raise BadRefreshToken("Log in again.")
    if claimed != 1:
        if token["spent_at"] is not None and token["revoked_at"] is None:
            raise SpentRefreshToken("Log in again.", token["family"])
        raise BadRefreshToken("Log in again.")
    if not User.objects.filter(pk=token["user_id"], is_active=True).exists():
        raise BadRefreshToken("Log in again.")
    return issue(token["user_id"], token["family"], wanted.now)
