"""The cart as it stands: lines at today's prices, what is wrong with them, and the totals."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from catalog.queries.offers import Offer, offers
from electricityshop.errors import DomainError
from electricityshop.money import Money
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, Totals, price_order
from orders.domain.quantities import check_available, check_quantity
from orders.models import Cart, CartLine


@dataclass(frozen=True, slots=True)
class CartItem:
    """One line. `problem` says why it cannot be ordered as it is; empty when it can."""

    id: int
    offer: Offer
    quantity: int
    problem: str

    @property
    def priced(self) -> PricedLine:
        return PricedLine(self.offer.price or 0, self.quantity, self.offer.tax_rate)

    @property
    def total(self) -> Money:
        return self.offer.money * self.quantity


@dataclass(frozen=True, slots=True)
class CartView:
    """`id` is None while nothing was ever put in."""

    id: UUID | None
    items: tuple[CartItem, ...]
    totals: Totals
    currency: str
    checkout: dict[str, Any]
    """What was filled in at checkout so far."""

    @property
    def is_empty(self) -> bool:
        return not self.items

    @property
    def has_problems(self) -> bool:
        return any(item.problem for item in self.items)

    @property
    def weight(self) -> int:
        """Grams."""
        return sum(item.offer.weight * item.quantity for item in self.items)

    @property
    def count(self) -> int:
        """Pieces; a length of cable counts as one."""
        return sum(item.quantity if item.offer.sale_unit == "piece" else 1 for item in self.items)

    @property
    def items_total(self) -> Money:
        return Money(self.totals.items, self.currency)


def cart_of(owner: Owner) -> CartView:
    """The owner's cart, empty when there is none. Three statements, whatever it holds."""
    cart = carts_of(owner).values("id", "checkout").first()
    if cart is None:
        return CartView(None, (), price_order(()), settings.SHOP_CURRENCY, {})
    return CartView(
        cart["id"], items := cart_items(cart["id"]), price_order(item.priced for item in items if item.offer.is_for_sale),
        settings.SHOP_CURRENCY, cart["checkout"],
    )  # fmt: skip


def cart_items(cart_id: UUID) -> tuple[CartItem, ...]:
    """The lines of a cart, in the order they were put in."""
    lines = list(
        CartLine.objects.filter(cart_id=cart_id).order_by("id").values_list("id", "variant_id", "quantity")
    )
    found = offers(variant_id for _, variant_id, _ in lines) if lines else {}
    return tuple(
        CartItem(line_id, found[variant_id], quantity, problem_with(found[variant_id], quantity))
        for line_id, variant_id, quantity in lines
        if variant_id in found
    )


def cart_count(owner: Owner) -> int:
    """How many lines the cart has; one statement."""
    if owner.user_id is None and owner.cart_id is None:
        return 0
    return CartLine.objects.filter(cart__in=carts_of(owner)).count()


def carts_of(owner: Owner) -> QuerySet[Cart]:
    """The owner's cart, or none. A guest's token never opens a customer's cart."""
    if owner.user_id is not None:
        return Cart.objects.filter(user_id=owner.user_id)
    if owner.cart_id is not None:
        return Cart.objects.filter(pk=owner.cart_id, user=None)
    return Cart.objects.none()


def problem_with(offer: Offer, quantity: int) -> str:
    """Why `quantity` of `offer` cannot be ordered; empty when it can."""
    if not offer.is_for_sale:
        return "No longer for sale. Remove it to go on."
    try:
        check_quantity(
            quantity,
            minimum=offer.minimum_quantity,
            step=offer.quantity_step,
            largest=settings.SHOP_MAXIMUM_QUANTITY,
        )
        check_available(quantity, offer.available)
    except DomainError as error:
        return error.message
    return ""
