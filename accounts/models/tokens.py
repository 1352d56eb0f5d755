"""Refresh tokens of API clients. Only a digest is kept: a copy of the table logs nobody in."""

from django.conf import settings
from django.db import models


class RefreshToken(models.Model):
    """One link of a rotating chain. Presenting a spent link ends its whole family."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="refresh_tokens")
    family = models.UUIDField(db_index=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the token.")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    spent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.family}"
