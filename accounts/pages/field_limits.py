"""What allauth's forms leave open: lengths, and placeholders that repeat the label."""

from typing import Any

from allauth.account.fields import EmailField, PasswordField
from django import forms
from django.core.validators import MaxLengthValidator

from accounts.commands.register import LONGEST_PASSWORD


class LimitedFields(forms.Form):
    """Mix in first. Refuses long passwords before anything is hashed or compared."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field, PasswordField):
                field.validators.append(
                    MaxLengthValidator(LONGEST_PASSWORD, f"Use at most {LONGEST_PASSWORD} characters.")
                )
            if isinstance(field, EmailField):
                field.label = "E-mail address"
                field.widget.attrs.update(inputmode="email", maxlength="254", spellcheck="false")
