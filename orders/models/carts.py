"""Carts live in the database; a guest's is found by the unguessable id its signed cookie or token carries."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q


class Cart(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.CASCADE, null=True, blank=True, related_name="cart"
    )
    checkout = models.JSONField(default=dict, blank=True, help_text="What was filled in at checkout so far.")
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        # forgetting carts
        indexes = [models.Index(fields=["updated_at"], name="cart_of_guest_idle", condition=Q(user=None))]

    def __str__(self) -> str:
        return str(self.id)


class CartLine(models.Model):
    cart = models.ForeignKey(Cart, models.CASCADE, related_name="lines", db_index=False)
    variant = models.ForeignKey("catalog.Variant", models.CASCADE, related_name="+", db_index=False)
    quantity = models.PositiveIntegerField()
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cart", "variant"], name="cart_line_once_per_variant"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="cart_line_quantity_positive"),
        ]
        # deleting a variant
        indexes = [models.Index(fields=["variant"], name="cart_line_of_variant")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.variant_id}"
