"""Returns: articles that come back after they were shipped."""

from django.db import models
from django.db.models import F, Q

from electricityshop.choices import choices_of
from orders.domain.returns import ReturnReason, ReturnStatus
from orders.models.orders import Order, OrderLine


class Return(models.Model):
    """`refund` is what its articles (and the shipping, if `with_shipping`) were worth when it was closed, minor units."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="returns", db_index=False)
    number = models.CharField(max_length=20)
    status = models.CharField(max_length=12, choices=choices_of(ReturnStatus), default=ReturnStatus.REQUESTED)
    reason = models.CharField(max_length=12, choices=choices_of(ReturnReason))
    note = models.CharField(max_length=500, blank=True, help_text="In the customer's words.")
    request_key = models.CharField(max_length=64, help_text="SHA-256 of the client's idempotency key.")
    request_digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked for.")
    requested_at = models.DateTimeField(auto_now_add=True)
    received_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    refund = models.PositiveIntegerField(null=True, blank=True)
    with_shipping = models.BooleanField(default=False)
    reject_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        permissions = [("handle_return", "May receive, refund and reject returns")]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in ReturnStatus]),
                name="return_status_is_known",
            ),
            models.UniqueConstraint(fields=["order", "request_key"], name="return_requested_once_per_key"),
            # not `unique=True`, which brings an index for LIKE that nobody asks by
            models.UniqueConstraint(fields=["number"], name="return_number_unique"),
            models.UniqueConstraint(
                fields=["order"], name="return_of_shipping_once", condition=Q(with_shipping=True)
            ),
            models.CheckConstraint(
                condition=Q(status=ReturnStatus.REFUNDED.value) ^ Q(refund=None),
                name="return_refund_is_known_when_closed",
            ),
        ]
        # staff list and dashboard: what is open
        indexes = [models.Index(F("status"), F("id").desc(), name="return_by_status")]

    def __str__(self) -> str:
        return self.number


class ReturnLine(models.Model):
    """`quantity` was announced; of what came, `restocked` went back on the shelf and `scrapped` did not."""

    order_return = models.ForeignKey(Return, models.CASCADE, related_name="lines", db_index=False)
    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="return_lines", db_index=False)
    quantity = models.PositiveIntegerField()
    restocked = models.PositiveIntegerField(default=0)
    scrapped = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order_return", "order_line"], name="return_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="return_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(quantity__gte=F("restocked") + F("scrapped")),
                name="return_line_received_at_most_announced",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.order_line_id}"
