"""The outbox: events written with the change that caused them, and what each subscriber has had of them."""

from django.db import models
from django.db.models import Q


class OutboxMessage(models.Model):
    name = models.CharField(max_length=100)
    aggregate = models.CharField(max_length=80)
    payload = models.JSONField()
    occurred_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [
            # the relay: the events of one aggregate, in order
            models.Index(fields=["aggregate", "id"], name="outbox_of_aggregate"),
            # pruning
            models.Index(fields=["occurred_at"], name="outbox_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.aggregate}"


class Delivery(models.Model):
    """One message for one subscriber: at least once, in order per aggregate."""

    class State(models.TextChoices):
        PENDING = "pending"
        DONE = "done"
        DEAD = "dead"

    message = models.ForeignKey(OutboxMessage, models.CASCADE, related_name="deliveries", db_index=False)
    subscriber = models.CharField(max_length=150)
    state = models.CharField(max_length=10, choices=State.choices, default=State.PENDING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(help_text="While a worker has it, when another may take it over.")
    done_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        permissions = [("replay_delivery", "May have events delivered again")]
        constraints = [
            models.UniqueConstraint(fields=["message", "subscriber"], name="delivery_once_per_subscriber"),
        ]
        indexes = [
            # the relay: whose turn it is
            models.Index(fields=["due_at"], name="delivery_due", condition=Q(state="pending")),
            # dead letters
            models.Index(fields=["id"], name="delivery_dead", condition=Q(state="dead")),
        ]

    def __str__(self) -> str:
        return f"{self.message_id} → {self.subscriber}: {self.state}"
