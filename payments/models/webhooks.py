"""The webhook inbox: stored first, processed once."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from payments.domain.states import GIVEN_UP


class WebhookQuerySet(models.QuerySet["WebhookEvent"]):
    def due(self, now: datetime) -> "WebhookQuerySet":
        """Not processed, and nobody has it right now; the longest waiting first."""
        return self.filter(processed_at=None, next_attempt_at__lte=now).order_by("next_attempt_at")

    def given_up(self) -> "WebhookQuerySet":
        """Closed without having been processed."""
        return self.filter(outcome__startswith=GIVEN_UP).exclude(processed_at=None)


class WebhookEvent(models.Model):
    """One signed event, by the provider's own id: the primary key is the idempotency."""

    id = models.CharField(primary_key=True, max_length=120)
    type = models.CharField(max_length=80)
    payload = models.JSONField(help_text="What the event names, never who: ids, kind and status.")
    received_at = models.DateTimeField(auto_now_add=True)
    processed_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    outcome = models.CharField(max_length=200, blank=True)

    objects = WebhookQuerySet.as_manager()

    class Meta:
        indexes = [
            # sweeper
            models.Index(fields=["next_attempt_at"], name="webhook_due", condition=Q(processed_at=None)),
            # staff list, forgetting
            models.Index(F("received_at").desc(), name="webhook_newest"),
            # dead letters
            models.Index(
                F("received_at").desc(),
                name="webhook_given_up",
                condition=Q(outcome__startswith=GIVEN_UP) & ~Q(processed_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.id
