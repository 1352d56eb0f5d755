"""Ending logins of API clients: one device's, or all of a user's."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from accounts.domain.refresh_tokens import digest
from accounts.models import RefreshToken
from electricityshop.commands import command


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeRefreshTokens:
    """Name one: the `family`, the `refresh` token whose family is meant, or the `user_id` for all of them."""

    now: datetime
    family: UUID | None = None
    refresh: str | None = None
    user_id: int | None = None

    def __post_init__(self) -> None:
        if sum(choice is not None for choice in (self.family, self.refresh, self.user_id)) != 1:
            raise ValueError("name exactly one of family, refresh and user_id")


@command
def revoke_refresh_tokens(wanted: RevokeRefreshTokens) -> int:
    """How many families ended. Their access tokens end with them. Safe to repeat; unknown tokens end none."""
    families = set()
    # A trade under way adds a token this statement does not see yet; it holds the lock of the one it traded, which
    # this statement waits for, so that the next round finds the new one.
    while found := _revoke(_meant(wanted), wanted.now):
        families |= found
    return len(families)


def _meant(wanted: RevokeRefreshTokens) -> QuerySet[RefreshToken]:
    if wanted.user_id is not None:
        return RefreshToken.objects.filter(user_id=wanted.user_id)
    if wanted.family is not None:
        return RefreshToken.objects.filter(family=wanted.family)
    named = RefreshToken.objects.filter(digest=digest(wanted.refresh or ""))
    return RefreshToken.objects.filter(family__in=list(named.values_list("family", flat=True)))


def _revoke(tokens: QuerySet[RefreshToken], now: datetime) -> set[UUID]:
    living = tokens.filter(revoked_at__isnull=True).order_by("pk").select_for_update(no_key=True)
    found = dict(living.values_list("pk", "family"))
    RefreshToken.objects.filter(pk__in=found).update(revoked_at=now)
    return set(found.values())
