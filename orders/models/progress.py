"""What happens to an order: its finalization steps, its history, its mails."""

from django.db import models
from django.db.models import Q

from electricityshop.choices import choices_of
from orders.domain.steps import Step, StepState
from orders.models.orders import Order


class FinalizationStep(models.Model):
    """One of the four steps. The row is the queue: a job only says where to look."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="steps", db_index=False)
    name = models.CharField(max_length=20, choices=choices_of(Step))
    position = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=choices_of(StepState), default=StepState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When a sweeper may (re)start it.")
    completed_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "name"], name="finalization_step_once_per_order"),
        ]
        indexes = [
            # sweeper: steps to (re)start, stuck ones
            models.Index(
                fields=["due_at"], name="finalization_step_due", condition=Q(state__in=["due", "running"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class OrderEvent(models.Model):
    """One line of the order's history, as staff and customer read it."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="events", db_index=False)
    kind = models.CharField(max_length=40)
    message = models.CharField(max_length=300)
    actor = models.CharField(max_length=150, blank=True)
    is_public = models.BooleanField(default=True, help_text="Shown to the customer.")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        # an order's page
        indexes = [models.Index(fields=["order", "id"], name="event_of_order")]

    def __str__(self) -> str:
        return self.message


class OrderMail(models.Model):
    """A mail owed to the customer. The row makes it once per order, kind and key."""

    class Kind(models.TextChoices):
        CONFIRMATION = "confirmation"
        PAYMENT_FAILED = "payment_failed"
        SHIPPED = "shipped"
        CANCELLED = "cancelled"
        REFUNDED = "refunded"
        RETURN_REQUESTED = "return_requested"
        RETURN_RECEIVED = "return_received"
        RETURN_REJECTED = "return_rejected"

    order = models.ForeignKey(Order, models.CASCADE, related_name="mails", db_index=False)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    key = models.CharField(max_length=60, blank=True, help_text="Which one, where there may be several.")
    message_id = models.CharField(
        max_length=200, help_text="Fixed before sending, so a repeat is recognised."
    )
    attempts = models.PositiveIntegerField(default=0)
    due_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "key"], name="order_mail_once"),
        ]
        # sweeper: mails to send
        indexes = [models.Index(fields=["due_at"], name="order_mail_due", condition=Q(sent_at=None))]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
