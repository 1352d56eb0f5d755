"""Shipping methods staff maintain: a flat rate, or a table of weights."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class ShippingMethod(models.Model):
    """How an order may travel. Prices are minor units, VAT included."""

    class Kind(models.TextChoices):
        FLAT = "flat", "Flat rate"
        WEIGHT = "weight", "Weight table"

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    description = models.CharField(max_length=200, blank=True)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    price = models.PositiveIntegerField(null=True, blank=True, help_text="Flat rate only.")
    free_from = models.PositiveIntegerField(
        null=True, blank=True, help_text="Free from this value of goods, minor units."
    )
    countries = ArrayField(
        models.CharField(max_length=2), default=list, blank=True, help_text="Empty: everywhere."
    )
    minimum_days = models.PositiveSmallIntegerField(default=1, help_text="Working days to the door.")
    maximum_days = models.PositiveSmallIntegerField(default=3)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="weight") | Q(price__isnull=False), name="shipping_flat_rate_has_a_price"
            ),
            models.CheckConstraint(
                condition=Q(maximum_days__gte=models.F("minimum_days")), name="shipping_days_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ShippingWeightStep(models.Model):
    """Up to `up_to` grams, the parcel costs `price`. Heavier than the last step: the method is not offered."""

    method = models.ForeignKey(ShippingMethod, models.CASCADE, related_name="weight_steps", db_index=False)
    up_to = models.PositiveIntegerField(help_text="Grams.")
    price = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["method", "up_to"], name="shipping_weight_step_unique"),
        ]

    def __str__(self) -> str:
        return f"≤ {self.up_to} g: {self.price}"
