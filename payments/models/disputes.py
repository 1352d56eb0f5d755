"""Disputes, by the provider's own id: the primary key makes each one known once."""

from django.db import models
from django.db.models import F

from payments.models.payments import Payment


class Dispute(models.Model):
    """A customer asked the bank for the money back. `status` is the provider's word."""

    id = models.CharField(primary_key=True, max_length=120)
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="disputes", db_index=False)
    intent = models.CharField(max_length=80)
    amount = models.PositiveIntegerField()
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=80)
    status = models.CharField(max_length=40)
    opened_at = models.DateTimeField()
    due_by = models.DateTimeField(null=True, blank=True, help_text="Until when it must be answered.")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            # a payment in the admin
            models.Index(fields=["payment"], name="dispute_of_payment"),
            # reconciliation: those of a page of charges
            models.Index(fields=["intent"], name="dispute_of_charge"),
            # staff list
            models.Index(F("opened_at").desc(), name="dispute_newest"),
        ]

    def __str__(self) -> str:
        return self.id
