"""Parcels: what left, when, and in which."""

from django.db import models
from django.db.models import Q

from orders.models.orders import Order, OrderLine


class Shipment(models.Model):
    """A parcel with all or a part of an order."""

    order = models.ForeignKey(Order, models.CASCADE, related_name="shipments", db_index=False)
    key = models.CharField(max_length=40, blank=True, help_text="Of the form it was entered with.")
    carrier = models.CharField(max_length=80)
    tracking_number = models.CharField(max_length=80, blank=True)
    tracking_url = models.URLField(max_length=300, blank=True)
    shipped_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["order", "key"], name="shipment_once_per_key", condition=~Q(key="")
            ),
        ]
        # an order's page
        indexes = [models.Index(fields=["order"], name="shipment_of_order")]

    def __str__(self) -> str:
        return f"{self.carrier} {self.tracking_number}".strip()


class ShipmentLine(models.Model):
    """How much of an order's line is in the parcel. The line's `shipped` is the sum, and never more than ordered."""

    shipment = models.ForeignKey(Shipment, models.CASCADE, related_name="lines", db_index=False)
    order_line = models.ForeignKey(OrderLine, models.CASCADE, related_name="shipment_lines", db_index=False)
    quantity = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["shipment", "order_line"], name="shipment_line_once"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="shipment_line_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.order_line_id}"
