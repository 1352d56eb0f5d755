"""Entering a second-factor code."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as allauth_forms
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.forms import Form

from accounts.adapters.second_factor import matching_authenticator
from electricityshop.attempts.limits import TooManyAttempts


class LimitedCode(Form):
    """Mix in first: the shop's own limits, and codes that also work while Redis is away."""

    user: AbstractBaseUser

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip()
        try:
            self.authenticator = matching_authenticator(self.user.pk, code)
        except TooManyAttempts as error:
            raise ValidationError(error.message, code=error.code) from error
        if self.authenticator is None:
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(LimitedCode, allauth_forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass


class ReauthenticateForm(LimitedCode, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass
