"""Invoices and credit notes: written once, never changed; their PDF is drawn from these rows."""

from django.db import models
from django.db.models import F, Q

from electricityshop.choices import choices_of
from orders.domain.documents import DocumentKind
from orders.models.orders import Order


class DocumentSeries(models.Model):
    """The last number of a kind and year. Whoever issues holds the row until the commit: no gap, no repeat."""

    kind = models.CharField(max_length=12, choices=choices_of(DocumentKind))
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        verbose_name_plural = "document series"
        constraints = [
            models.UniqueConstraint(fields=["kind", "year"], name="document_series_one_per_kind_and_year"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


class Document(models.Model):
    """Amounts are minor units of `currency`; `tax` is contained in `gross`."""

    order = models.ForeignKey(Order, models.PROTECT, related_name="documents", db_index=False)
    kind = models.CharField(max_length=12, choices=choices_of(DocumentKind))
    key = models.CharField(max_length=60, blank=True, help_text="Of a credit note: which refund.")
    number = models.CharField(max_length=30)
    year = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    issued_at = models.DateTimeField()
    supplied_on = models.DateField(help_text="When the VAT fell due: the day of the payment.")
    invoice = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="credit_notes", db_index=False,
        help_text="What a credit note takes back.",
    )  # fmt: skip
    currency = models.CharField(max_length=3)
    gross = models.PositiveIntegerField()
    tax = models.PositiveIntegerField()
    taxes = models.JSONField(
        default=list, blank=True,
        help_text="[rate, gross, tax] of each rate of a credit note; an invoice's follow from the order's lines.",
    )  # fmt: skip
    seller = models.JSONField(help_text="Who issued it, as it was then.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "kind", "key"], name="document_issued_once"),
            # not `unique=True`, which brings an index for LIKE that nobody asks by
            models.UniqueConstraint(fields=["number"], name="document_number_unique"),
            models.UniqueConstraint(fields=["kind", "year", "sequence"], name="document_sequence_unique"),
            models.CheckConstraint(condition=Q(tax__lte=F("gross")), name="document_tax_is_contained"),
            models.CheckConstraint(
                condition=Q(kind="invoice", invoice=None, key="")
                | Q(kind="credit_note", invoice__isnull=False),
                name="document_credit_note_has_an_invoice",
            ),
        ]
        # staff list
        indexes = [models.Index(F("issued_at").desc(), name="document_newest")]

    def __str__(self) -> str:
        return self.number
