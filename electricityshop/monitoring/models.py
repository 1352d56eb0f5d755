"""What the database was asked, and what took long. Statements without their values: nothing personal."""

from django.contrib.postgres.fields import ArrayField
from django.db import models


class Database(models.Model):
    """No table: something for staff's permissions to hang on. `view` opens the page, `reset` begins to count anew."""

    class Meta:
        managed = False
        default_permissions = ("view", "reset")
        verbose_name = verbose_name_plural = "database"

    def __str__(self) -> str:
        return "database"


class Statement(models.Model):
    """One statement in one view, job or command; without a fingerprint, all that a request or job asked together."""

    scope = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=16, blank=True)
    text = models.TextField(blank=True)
    count = models.BigIntegerField()
    seconds = models.FloatField()
    longest = models.FloatField(help_text="Seconds.")
    rows = models.BigIntegerField()
    buckets = ArrayField(
        models.BigIntegerField(), help_text="How many took how long, see statements/tally.py."
    )
    last_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            # what is counted is added to
            models.UniqueConstraint(fields=["scope", "fingerprint"], name="monitoring_statement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scope}: {self.text[:60]}"


class SlowStatement(models.Model):
    """One that took longer than `SLOW_STATEMENT_MS`. The last ones are kept; they are few, and need no index."""

    at = models.DateTimeField()
    scope = models.CharField(max_length=200)
    fingerprint = models.CharField(max_length=16)
    text = models.TextField()
    milliseconds = models.FloatField()
    plan = models.TextField(blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.milliseconds:.0f} ms: {self.text[:60]}"
