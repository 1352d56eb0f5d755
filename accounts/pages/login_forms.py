"""Logging in, registering, and proving again who one is."""

from typing import Any

from allauth.account import forms as allauth_forms
from allauth.core import context
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.pages.field_limits import LimitedFields
from electricityshop.attempts.commands.record_attempt import RecordAttempt, record_attempt
from electricityshop.attempts.limits import TooManyAttempts, limit
from electricityshop.attempts.visitors import client_address

PASSWORD_HELP = "At least 10 characters. Several words make a good one."  # noqa: S105  # a help text


class LoginForm(LimitedFields, allauth_forms.LoginForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"
        self.fields["password"].help_text = ""


class SignupForm(LimitedFields, allauth_forms.SignupForm):  # type: ignore[misc]  # allauth has no types
    field_order = ("name", "email", "password1")
    name = forms.CharField(
        label="Your name",
        max_length=150,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = PASSWORD_HELP

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        self._count_attempt()
        return cleaned

    def save(self, request: Any) -> Any:
        user = super().save(request)
        if self.cleaned_data["name"]:
            user.name = self.cleaned_data["name"]
            user.save(update_fields=["name"])
        return user

    def _count_attempt(self) -> None:
        limits = (limit("register_ip", client_address(context.request)),)
        try:
            record_attempt(RecordAttempt(limits=limits, now=timezone.now()))
        except TooManyAttempts as error:
            raise ValidationError(error.message, code=error.code) from error


class AddEmailForm(LimitedFields, allauth_forms.AddEmailForm):  # type: ignore[misc]  # allauth has no types
    pass


class ReauthenticateForm(LimitedFields, allauth_forms.ReauthenticateForm):  # type: ignore[misc]  # allauth has no types
    pass
