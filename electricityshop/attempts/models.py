"""Attempts that count towards a limit. In PostgreSQL, so that limits hold while Redis is away."""

from django.db import models


class Attempt(models.Model):
    """One failed login, mail asked for and the like. Kept for minutes."""

    key = models.CharField(max_length=64, help_text="SHA-256 of limit and subject.")
    at = models.DateTimeField()

    class Meta:
        # how many there were lately
        indexes = [models.Index(fields=["key", "at"], name="attempts_key_at")]

    def __str__(self) -> str:
        return f"{self.key[:8]} {self.at:%H:%M:%S}"
