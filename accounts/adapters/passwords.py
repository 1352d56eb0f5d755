"""A password validator Django does not have."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.commands.register import LONGEST_PASSWORD


class MaximumLengthValidator:
    """Refuses what would only keep the hasher busy."""

    def validate(self, password: str, user: Any = None) -> None:
        if len(password) > LONGEST_PASSWORD:
            raise ValidationError(f"Use at most {LONGEST_PASSWORD} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"Your password can have up to {LONGEST_PASSWORD} characters."
