"""Choosing a new password."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.account.adapter import get_adapter
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils import timezone

from accounts.commands.request_password_reset import RequestPasswordReset, request_password_reset
from accounts.pages.field_limits import LimitedFields
from accounts.pages.login_forms import PASSWORD_HELP
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.left import require_attempts_left
from electricityshop.attempts.limits import TooManyAttempts, limit


class NewPassword(LimitedFields):
    """One field, as the browser offers to show what is typed and password managers fill it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["password2"]
        self.fields["password1"].label = "New password"
        self.fields["password1"].help_text = PASSWORD_HELP


class ChangePasswordForm(NewPassword, allauth_forms.ChangePasswordForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"].label = "Current password"
        self.fields["oldpassword"].help_text = ""

    def clean_oldpassword(self) -> str:
        """Guessing here counts like guessing at the login page."""
        limits = (limit("login_email", self.user.email),)
        try:
            require_attempts_left(limits, timezone.now())
            if self.user.check_password(self.cleaned_data["oldpassword"]):
                return str(self.cleaned_data["oldpassword"])
            record_attempt(RecordAttempt(limits=limits, now=timezone.now()))
        except TooManyAttempts as error:
            raise ValidationError(error.message, code=error.code) from error
        raise get_adapter().validation_error("enter_current_password")


class SetPasswordForm(NewPassword, allauth_forms.SetPasswordForm):  # type: ignore[misc]  # allauth has no types
    pass


class ResetPasswordKeyForm(NewPassword, allauth_forms.ResetPasswordKeyForm):  # type: ignore[misc]  # allauth has no types
    pass


class ResetPasswordForm(LimitedFields, allauth_forms.ResetPasswordForm):  # type: ignore[misc]  # allauth has no types
    def save(self, request: HttpRequest, **_: Any) -> str:
        """The same work and the same answer whether or not there is such an account."""
        email = str(self.cleaned_data["email"])
        if get_adapter().may_send_mail(request, email):
            user_id = self.users[0].pk if self.users else None
            request_password_reset(RequestPasswordReset(user_id=user_id))
        return email
