"""Stock and its ledger. Only `catalog.stock` writes these tables."""

from django.db import models
from django.db.models import F, Q

from catalog.models.products import Variant


class StockItem(models.Model):
    """What is there of a variant: `on_hand` in the warehouse, of which `held` is promised to unpaid orders."""

    variant = models.OneToOneField(Variant, models.CASCADE, primary_key=True, related_name="stock")
    on_hand = models.PositiveIntegerField(default=0)
    held = models.PositiveIntegerField(default=0)

    class Meta:
        permissions = [("adjust_stock", "May correct the stock")]
        constraints = [
            models.CheckConstraint(condition=Q(held__lte=F("on_hand")), name="stock_held_at_most_on_hand"),
        ]

    def __str__(self) -> str:
        return f"{self.variant_id}: {self.on_hand} ({self.held} held)"


class StockHold(models.Model):
    """A promise of stock to `reference` (an order number) until `expires_at`."""

    class State(models.TextChoices):
        OPEN = "open"
        TAKEN = "taken"
        RELEASED = "released"

    variant = models.ForeignKey(Variant, models.PROTECT, related_name="holds", db_index=False)
    reference = models.CharField(max_length=40)
    quantity = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    expires_at = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reference", "variant"], name="stock_hold_once_per_reference"),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="stock_hold_quantity_positive"),
        ]
        indexes = [
            # forgotten holds
            models.Index(fields=["expires_at"], name="stock_hold_due", condition=Q(state="open")),
            # whom stock is promised to, deleting a variant
            models.Index(fields=["variant"], name="stock_hold_of_variant"),
        ]

    def __str__(self) -> str:
        return f"{self.reference}: {self.quantity} × {self.variant_id} {self.state}"


class StockMovement(models.Model):
    """One line of the ledger. The sums of its two columns are the stock item's."""

    class Kind(models.TextChoices):
        OPENING = "opening"
        HOLD = "hold"
        RELEASE = "release"
        TAKE = "take"
        RETURN = "return"
        ADJUSTMENT = "adjustment"
        COUNT = "count"

    variant = models.ForeignKey(Variant, models.CASCADE, related_name="movements", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind.choices)
    on_hand_change = models.IntegerField(default=0)
    held_change = models.IntegerField(default=0)
    reference = models.CharField(max_length=40, blank=True)
    reason = models.CharField(max_length=200, blank=True)
    actor = models.CharField(
        max_length=150, blank=True, help_text="Who did it: a staff user's id, or the program."
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            # the same effect of one order is booked once, however often it is asked for
            models.UniqueConstraint(
                fields=["variant", "reference", "kind"],
                name="stock_movement_once_per_reference",
                condition=~Q(reference=""),
            ),
        ]
        # the ledger in the admin, newest first; the auditor; deleting a variant
        indexes = [models.Index(F("variant"), F("id").desc(), name="stock_ledger_of_variant")]

    def __str__(self) -> str:
        return f"{self.kind} {self.on_hand_change:+d}/{self.held_change:+d}"
