"""Payments know an amount and a reference; that the reference is an order's number is not their business."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from electricityshop.choices import choices_of
from electricityshop.jobs.retries import PAYMENT
from payments.domain.states import InstrumentKind, InstrumentState, PaymentState, RefundState


class PaymentQuerySet(models.QuerySet["Payment"]):
    def open(self) -> "PaymentQuerySet":
        return self.filter(state=PaymentState.OPEN)

    def to_check(self, now: datetime) -> "PaymentQuerySet":
        """Open ones whose turn has come to be compared with Stripe, the longest waiting first."""
        return self.open().filter(next_check_at__lte=now).order_by("next_check_at")


class Payment(models.Model):
    """One amount asked for one reference. `captured` and `refunded` are minor units and move only forward."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(max_length=40, unique=True)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    email = models.EmailField()
    state = models.CharField(max_length=12, choices=choices_of(PaymentState), default=PaymentState.OPEN)
    captured = models.PositiveIntegerField(default=0)
    refunded = models.PositiveIntegerField(default=0)
    charged_intent = models.CharField(max_length=80, blank=True, help_text="The PaymentIntent that paid it.")
    failure = models.CharField(max_length=300, blank=True, help_text="Why the last attempt was declined.")
    alarm = models.CharField(max_length=200, blank=True, help_text="What a person must look into.")
    created_at = models.DateTimeField(auto_now_add=True)
    succeeded_at = models.DateTimeField(null=True, blank=True)
    next_check_at = models.DateTimeField(
        default=timezone.now, help_text="When it is next compared with Stripe, while it is open."
    )
    seen_at = models.DateTimeField(
        null=True, blank=True, help_text="When its charge was found in Stripe's list."
    )

    objects = PaymentQuerySet.as_manager()

    class Meta:
        permissions = [("refund_payment", "Can refund a payment")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="payment_amount_positive"),
            models.CheckConstraint(
                condition=Q(refunded__lte=F("captured")), name="payment_refunded_at_most_captured"
            ),
            models.CheckConstraint(
                condition=Q(captured__lte=F("amount")), name="payment_captured_at_most_amount"
            ),
        ]
        indexes = [
            # reconciliation: what is still open, longest unchecked first
            models.Index(fields=["next_check_at"], name="payment_open", condition=Q(state="open")),
            # reconciliation: paid, and not yet found in the provider's books
            models.Index(
                fields=["succeeded_at"], name="payment_unseen", condition=Q(state="succeeded", seen_at=None)
            ),
            # staff list
            models.Index(F("created_at").desc(), name="payment_newest"),
            # reconciliation: those of a page of charges; what staff search by
            models.Index(
                fields=["charged_intent"], name="payment_charged_intent", condition=~Q(charged_intent="")
            ),
            models.Index(fields=["email"], name="payment_email", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.reference


class InstrumentQuerySet(models.QuerySet["PaymentInstrument"]):
    def unfinished(self) -> "InstrumentQuerySet":
        """Being created, or open at Stripe."""
        return self.filter(state__in=[InstrumentState.CREATING, InstrumentState.OPEN])

    def left_over(self) -> "InstrumentQuerySet":
        """Open at Stripe although their payment is over."""
        return self.filter(state=InstrumentState.OPEN).exclude(payment__state=PaymentState.OPEN)


class PaymentInstrument(models.Model):
    """One way offered to pay a payment. Two may be open at once (web and mobile); only one can win."""

    id = models.UUIDField(
        primary_key=True, default=uuid.uuid4, editable=False, help_text="The idempotency key."
    )
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="instruments", db_index=False)
    kind = models.CharField(max_length=10, choices=choices_of(InstrumentKind))
    state = models.CharField(
        max_length=10, choices=choices_of(InstrumentState), default=InstrumentState.CREATING
    )
    provider_id = models.CharField(max_length=120, blank=True, help_text="cs_… or pi_…")
    client_secret = models.CharField(max_length=200, blank=True)
    url = models.URLField(max_length=1000, blank=True)
    owner = models.CharField(
        max_length=80, blank=True, default="", db_default="", help_text="Whose saved cards it offers."
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()

    objects = InstrumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider_id"], name="instrument_provider_id_unique", condition=~Q(provider_id="")
            ),
            models.UniqueConstraint(
                fields=["payment", "kind"],
                name="instrument_one_open_per_kind",
                condition=Q(state__in=["creating", "open"]),
            ),
        ]
        # how a payment stands
        indexes = [models.Index(fields=["payment"], name="instrument_of_payment")]

    def __str__(self) -> str:
        return self.provider_id or str(self.id)


class RefundQuerySet(models.QuerySet["Refund"]):
    def to_send(self, now: datetime) -> "RefundQuerySet":
        """Requested, not given up, and due for asking Stripe (again)."""
        due = self.filter(
            state=RefundState.REQUESTED, next_attempt_at__lte=now, attempts__lt=PAYMENT.attempts
        )
        return due.order_by("next_attempt_at")

    def given_up(self) -> "RefundQuerySet":
        """Still requested after the last attempt."""
        return self.filter(state=RefundState.REQUESTED, attempts__gte=PAYMENT.attempts)


class Refund(models.Model):
    """Money on its way back. `key` makes asking twice the same as asking once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds", db_index=False)
    key = models.CharField(max_length=80)
    intent = models.CharField(max_length=80)
    amount = models.PositiveIntegerField()
    is_surplus = models.BooleanField(
        default=False,
        help_text="Returns a second charge that should not be; not counted against the captured amount.",
    )
    reason = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=choices_of(RefundState), default=RefundState.REQUESTED)
    provider_id = models.CharField(max_length=120, blank=True)
    failure = models.CharField(max_length=300, blank=True)
    requested_by = models.CharField(max_length=150, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    objects = RefundQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="refund_amount_positive"),
            # the same key is the same refund; not `unique=True`, which brings an index for LIKE
            models.UniqueConstraint(fields=["key"], name="refund_key_unique"),
            models.UniqueConstraint(
                fields=["provider_id"], name="refund_provider_id_unique", condition=~Q(provider_id="")
            ),
        ]
        indexes = [
            # how a payment stands
            models.Index(fields=["payment"], name="refund_of_payment"),
            # reconciliation: those of a page of charges
            models.Index(fields=["intent"], name="refund_of_charge"),
            # sweeper
            models.Index(fields=["next_attempt_at"], name="refund_to_do", condition=Q(state="requested")),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}: {self.amount}"
