"""An order and its lines: what was agreed, copied at that moment and never looked up again."""

from django.conf import settings
from django.contrib.postgres.indexes import OpClass
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Upper
from django_countries.fields import CountryField

from electricityshop.choices import choices_of
from orders.domain.status import OrderStatus


class OrderQuerySet(models.QuerySet["Order"]):
    def awaiting_payment(self) -> "OrderQuerySet":
        return self.filter(status=OrderStatus.PENDING)


class Order(models.Model):
    """Amounts are minor units of `currency`, VAT included; `tax_total` says how much of `total` it is."""

    number = models.CharField(max_length=20, unique=True)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="orders",
        db_index=False,
    )
    cart_token = models.UUIDField(null=True, help_text="The guest cart it came from, which may read it.")
    email = models.EmailField()
    status = models.CharField(max_length=12, choices=choices_of(OrderStatus), default=OrderStatus.PENDING)
    currency = models.CharField(max_length=3)
    items_total = models.PositiveIntegerField()
    shipping_total = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    tax_total = models.PositiveIntegerField()
    shipping_code = models.CharField(max_length=40)
    shipping_name = models.CharField(max_length=120)
    placement_key = models.CharField(
        max_length=200, help_text="The client's idempotency key, within its owner."
    )
    placement_digest = models.CharField(max_length=64, help_text="SHA-256 of what was asked for.")
    placed_at = models.DateTimeField(auto_now_add=True)
    pay_until = models.DateTimeField(help_text="Unpaid by then, it failed and its stock is released.")
    paid_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_reason = models.CharField(max_length=200, blank=True)
    refunded = models.PositiveIntegerField(default=0)

    objects = OrderQuerySet.as_manager()

    class Meta:
        permissions = [
            ("cancel_order", "May cancel orders"),
            ("refund_order", "May refund orders"),
            ("ship_order", "May mark orders shipped and delivered"),
            ("retry_order", "May have finalization steps tried again"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[status.value for status in OrderStatus]), name="order_status_is_known"
            ),
            models.CheckConstraint(
                condition=Q(total=F("items_total") + F("shipping_total")), name="order_total_is_its_sum"
            ),
            models.CheckConstraint(
                condition=Q(refunded__lte=F("total")), name="order_refunded_at_most_total"
            ),
            models.UniqueConstraint(fields=["placement_key"], name="order_placed_once_per_key"),
        ]
        indexes = [
            # order history, deleting a user
            models.Index(F("user"), F("id").desc(), name="order_of_user"),
            # a guest reads it by the cart's token
            models.Index(fields=["cart_token"], name="order_of_cart", condition=~Q(cart_token=None)),
            # staff list by status, newest first
            models.Index(F("status"), F("id").desc(), name="order_by_status"),
            # sweeper: unpaid and out of time
            models.Index(fields=["pay_until"], name="order_unpaid_due", condition=Q(status="pending")),
            # staff search by the beginning of an address, however it is spelt
            models.Index(OpClass(Upper("email"), name="text_pattern_ops"), name="order_by_email"),
        ]

    def __str__(self) -> str:
        return self.number


class OrderAddress(models.Model):
    class Kind(models.TextChoices):
        SHIPPING = "shipping"
        BILLING = "billing"

    order = models.ForeignKey(Order, models.CASCADE, related_name="addresses", db_index=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=120)
    company = models.CharField(max_length=120, blank=True)
    line1 = models.CharField(max_length=160)
    line2 = models.CharField(max_length=160, blank=True)
    city = models.CharField(max_length=120)
    region = models.CharField(max_length=120, blank=True)
    postcode = models.CharField(max_length=20, blank=True)
    country = CountryField()
    phone = models.CharField(max_length=40, blank=True)

    class Meta:
        verbose_name_plural = "order addresses"
        constraints = [
            models.UniqueConstraint(fields=["order", "kind"], name="order_address_one_per_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.city}"


class OrderLine(models.Model):
    order = models.ForeignKey(Order, models.CASCADE, related_name="lines", db_index=False)
    position = models.PositiveIntegerField()
    variant = models.ForeignKey(
        "catalog.Variant", models.SET_NULL, null=True, related_name="+", db_index=False
    )
    sku = models.CharField("SKU", max_length=64)
    name = models.CharField(max_length=360)
    sale_unit = models.CharField(max_length=10)
    quantity = models.PositiveIntegerField()
    unit_price = models.PositiveIntegerField()
    total = models.PositiveIntegerField()
    tax_rate = models.PositiveIntegerField(help_text="Basis points.")
    tax = models.PositiveIntegerField(help_text="VAT contained in the line's total, minor units.")
    weight = models.PositiveIntegerField(help_text="Grams per sale unit.")
    shipped = models.PositiveIntegerField(default=0, db_default=0, help_text="How much of it has left.")
    returned = models.PositiveIntegerField(
        default=0, db_default=0, help_text="How much of it is in returns that were not rejected."
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "position"], name="order_line_position_unique"),
            models.CheckConstraint(
                condition=Q(total=F("unit_price") * F("quantity")), name="order_line_total_is_its_product"
            ),
            models.CheckConstraint(condition=Q(quantity__gte=1), name="order_line_quantity_positive"),
            models.CheckConstraint(
                condition=Q(shipped__lte=F("quantity")), name="order_line_shipped_at_most_ordered"
            ),
            models.CheckConstraint(
                condition=Q(returned__lte=F("shipped")), name="order_line_returned_at_most_shipped"
            ),
        ]
        # deleting a variant, what is bought together
        indexes = [models.Index(fields=["variant"], name="order_line_of_variant")]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.sku}"
