"""Rows of every kind the admin shows."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.utils import timezone

from accounts.models import Address, RefreshToken, User
from catalog.models import (
    Attribute,
    AttributeChoice,
    Brand,
    Category,
    CategoryAttribute,
    Product,
    ProductImage,
    SynonymGroup,
    TaxClass,
    Variant,
)
from electricityshop.events.models import Delivery
from orders.commands.add_shipping_method import AddShippingMethod, add_shipping_method
from orders.commands.place_order import PlacedOrder
from orders.finalization import finalize_order
from orders.models import Order, OrderLine, Return, ReturnLine
from payments.commands.request_refund import RequestRefund, request_refund
from payments.models import Dispute, Payment, ReconciliationDifference, ReconciliationRun, WebhookEvent
from tests.orders.conftest import filled_cart
from tests.orders.test_finalization import pay, relay


@dataclass
class Shop:
    new_variant: Callable[..., Variant]
    place: Callable[..., PlacedOrder]

    def confirmed(self) -> Order:
        """A paid and finalized order of two pieces."""
        placed = self.place((self.new_variant(on_hand=5), 2))
        pay(placed)
        relay()
        finalize_order(placed.id)
        return Order.objects.get(pk=placed.id)

    def fill(self, number: int) -> None:
        """`number` more of everything."""
        for _ in range(number):
            order = self.confirmed()
            request_refund(RequestRefund(order.number, f"key-{order.pk}", 10, "test", "staff"))
            filled_cart((self.new_variant(), 1))
            returned = Return.objects.create(order=order, number=f"RT-{order.pk}", reason="late")
            ReturnLine.objects.create(
                order_return=returned, order_line=OrderLine.objects.get(order=order), quantity=1
            )
            self._catalogue(order.pk)
            self._people(order.pk)
            self._books(order)
            WebhookEvent.objects.create(
                pk=f"evt_{order.pk}", type="x", payload={}, next_attempt_at=timezone.now()
            )
            add_shipping_method(
                AddShippingMethod(code=f"m{order.pk}", name="M", kind="weight", weight_steps=((1, 1), (2, 2)))
            )
        Delivery.objects.filter(pk__in=Delivery.objects.order_by("-pk")[:number]).update(
            state=Delivery.State.DEAD
        )

    def _catalogue(self, number: int) -> None:
        attribute = Attribute.objects.create(code=f"a{number}", name=f"A {number}", kind="choice")
        AttributeChoice.objects.create(attribute=attribute, value="x", label="X")
        above = Category.objects.create(path=f"c{number}", slug=f"c{number}", name="C")
        category = Category.objects.create(path=f"c{number}/d", slug="d", name="D", parent=above)
        CategoryAttribute.objects.create(category=category, attribute=attribute)
        tax_class = TaxClass.objects.create(code=f"t{number}", name="T", rate=700)
        product = Product.objects.create(
            slug=f"p{number}", name="P", category=category, tax_class=tax_class,
            brand=Brand.objects.create(name=f"B {number}", slug=f"b{number}"),
        )  # fmt: skip
        Variant.objects.create(product=product, sku=f"S-{number}", price=100)
        ProductImage.objects.create(product=product, alternative_text="x")
        SynonymGroup.objects.create(words=[f"a{number}", f"b{number}"])

    def _books(self, order: Order) -> None:
        now, payment = timezone.now(), Payment.objects.get(reference=order.number)
        Dispute.objects.create(
            id=f"du_{order.pk}", payment=payment, intent=payment.charged_intent, amount=1, currency="EUR",
            reason="fraudulent", status="needs_response", opened_at=now,
        )  # fmt: skip
        run = ReconciliationRun.objects.create(since=now - timedelta(hours=1), until=now, state="done")
        ReconciliationDifference.objects.create(
            run=run, intent=f"pi_{order.pk}", kind="unknown", payment=payment, found_at=now, seen_at=now,
            theirs={"amount": 1, "currency": "EUR"},
        )  # fmt: skip

    def _people(self, number: int) -> None:
        user = User.objects.create_user(f"person{number}@example.com", "x", name="Person")
        Address.objects.create(user=user, name="P", line1="L", city="C", country="DE", is_default=True)
        EmailAddress.objects.create(user=user, email=user.email, primary=True)
        RefreshToken.objects.create(
            user=user, family=uuid4(), digest=f"{number:064}", expires_at=timezone.now() + timedelta(days=1)
        )
