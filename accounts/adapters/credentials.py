"""Who an API client says they are: password, and the second factor where there is one."""

from typing import ClassVar

from django.contrib.auth import authenticate
from django.http import HttpRequest

from accounts.adapters.second_factor import has_second_factor, matching_authenticator
from accounts.models import User
from electricityshop.errors import DomainError


class BadCredentials(DomainError):
    """One message whatever the reason: unknown address, wrong password, inactive account."""

    code: ClassVar[str] = "bad_credentials"
    status: ClassVar[int] = 401


class SecondFactorRequired(DomainError):
    """The password is right; the code is missing or wrong."""

    code: ClassVar[str] = "second_factor_required"
    status: ClassVar[int] = 401


def check_credentials(request: HttpRequest, *, email: str, password: str, code: str) -> int:
    """The user's id. Raises `BadCredentials`, `SecondFactorRequired`, `TooManyAttempts`."""
    user = authenticate(request, email=email, password=password)
    if not isinstance(user, User):
        raise BadCredentials("The e-mail address or the password is not right. Check both and try again.")
    if has_second_factor(user.pk) and not (code and matching_authenticator(user.pk, code)):
        raise SecondFactorRequired(
            "Enter the code of your authenticator app, or a recovery code.",
            fields={"code": "Enter the code of your authenticator app, or a recovery code."},
        )
    return user.pk
