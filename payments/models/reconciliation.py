"""The provider's books against ours: each comparison, and what did not agree."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from electricityshop.choices import choices_of
from payments.domain.comparing import DifferenceKind
from payments.domain.states import RunState
from payments.models.payments import Payment


class ReconciliationRun(models.Model):
    """One window of the provider's books, compared page by page; a killed run goes on where it stopped."""

    since = models.DateTimeField()
    until = models.DateTimeField()
    is_nightly = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=choices_of(RunState), default=RunState.RUNNING)
    cursor = models.CharField(max_length=120, blank=True, help_text="The last charge compared.")
    listed_at = models.DateTimeField(
        null=True, blank=True, help_text="When the provider's side was through; then ours is."
    )
    charges = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField("differences", default=0)
    healed = models.PositiveIntegerField(default=0)
    requested_by = models.CharField(max_length=150, blank=True)
    started_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        permissions = [("reconcile", "Can compare payments with Stripe and resolve differences")]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], name="reconciliation_one_at_a_time", condition=Q(state="running")
            ),
            models.CheckConstraint(condition=Q(since__lt=F("until")), name="reconciliation_window"),
        ]
        # which window is next; staff list
        indexes = [models.Index(F("until").desc(), name="reconciliation_latest")]

    def __str__(self) -> str:
        since, until = timezone.localtime(self.since), timezone.localtime(self.until)
        return f"{since:%Y-%m-%d %H:%M} – {until:%Y-%m-%d %H:%M}"


class DifferenceQuerySet(models.QuerySet["ReconciliationDifference"]):
    def open(self) -> "DifferenceQuerySet":
        """Neither healed nor resolved: a person must look."""
        return self.filter(healed_at=None, resolved_at=None)


class ReconciliationDifference(models.Model):
    """Where the two sides do not agree: one row per charge and kind, however often it is found."""

    run = models.ForeignKey(ReconciliationRun, models.PROTECT, related_name="differences", db_index=False)
    intent = models.CharField(max_length=120, help_text="The charge, by its pi_… or ch_…")
    kind = models.CharField(max_length=10, choices=choices_of(DifferenceKind))
    payment = models.ForeignKey(
        Payment, models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    reference = models.CharField(max_length=500, blank=True)
    ours = models.JSONField(default=dict)
    theirs = models.JSONField(default=dict)
    found_at = models.DateTimeField()
    seen_at = models.DateTimeField(help_text="When it was found last.")
    healed_at = models.DateTimeField(null=True, blank=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.CharField(max_length=150, blank=True)
    note = models.CharField(max_length=500, blank=True)

    objects = DifferenceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["intent", "kind"], name="difference_once_per_charge_and_kind"),
        ]
        indexes = [
            # staff list
            models.Index(F("found_at").desc(), name="difference_newest"),
            # what staff must look into
            models.Index(
                fields=["found_at"], name="difference_open", condition=Q(healed_at=None, resolved_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind.capitalize()}: {self.intent}"
