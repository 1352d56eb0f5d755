"""Refresh tokens of API clients. Only a digest is kept: a copy of the table logs nobody in."""

from django.conf import settings
from django.db import models


class RefreshToken(models.Model):
    """One link of a rotating chain. Presenting a spent link ends its whole family."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.CASCADE, related_name="refresh_tokens", db_index=False
    )
    family = models.UUIDField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the token.")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    spent_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            # a token is traded; not `unique=True`, which brings an index for LIKE that nobody asks by
            models.UniqueConstraint(fields=["digest"], name="refresh_token_digest_unique"),
        ]
        indexes = [
            # every request of an API client, logging a device out
            models.Index(fields=["family"], name="refresh_token_of_family"),
            # logging all devices out, deleting a user
            models.Index(fields=["user"], name="refresh_token_of_user"),
            # forgetting
            models.Index(fields=["expires_at"], name="refresh_token_expired"),
        ]

    def __str__(self) -> str:
        return f"{self.family}"
