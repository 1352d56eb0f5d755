"""allauth's news that end the logins of a user's API clients."""

from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.dispatch import receiver
from django.utils import timezone

from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.models import User


@receiver([password_changed, password_reset, password_set], dispatch_uid="accounts.end_api_logins")
def end_api_logins(sender: type[User], user: User, **_: Any) -> None:
    """Whoever had the old password is out. The browser's other sessions end by Django's session hash."""
    revoke_refresh_tokens(RevokeRefreshTokens(user_id=user.pk, now=timezone.now()))
