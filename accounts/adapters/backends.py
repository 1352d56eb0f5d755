"""How a password is checked, for pages, API and admin alike: allauth's backend behind the shop's limits."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils import timezone

from accounts.adapters.limits import login_limits
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.left import require_attempts_left


class ShopBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """Only failures count, so somebody who knows the password may log in as often and as parallel as they like."""

    def authenticate(self, request: HttpRequest | None, **credentials: Any) -> AbstractBaseUser | None:
        """Raises `TooManyAttempts`, whether or not the password is right."""
        if not credentials.get("password"):
            return None
        email = str(credentials.get("email") or credentials.get("username") or "")
        limits = login_limits(request, email)
        require_attempts_left(limits, timezone.now())
        user: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if user is None:
            record_attempt(RecordAttempt(limits=limits, now=timezone.now()))
        else:
            # a right guess among many parallel ones does not count once the wrong ones used the limit up
            require_attempts_left(limits, timezone.now())
        return user
