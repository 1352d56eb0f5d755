"""The cart as it stands: lines at today's prices, what is wrong with them, and the totals."""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from catalog.queries.offers import Offer, offers
from electricityshop.money import Money
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, Totals, price_order
from orders.domain.quantities import BadQuantity, check_quantity, most_orderable
from orders.models import Cart, CartLine
from orders.queries.unpaid_holds import unpaid_holds


class ProblemCode(StrEnum):
    """Why a line cannot be ordered as it is."""

    NONE = ""
    NOT_FOR_SALE = "not_for_sale"
    SOLD_OUT = "sold_out"
    NOT_ENOUGH = "not_enough"
    BAD_QUANTITY = "bad_quantity"


@dataclass(frozen=True, slots=True)
class Problem:
    """`code` for programs, `message` for people; both empty when there is none."""

    code: ProblemCode = ProblemCode.NONE
    message: str = ""


@dataclass(frozen=True, slots=True)
class CartItem:
    """One line. `held_for_owner` is what the owner's own unpaid orders hold, looked up when the rest is short."""

    id: int
    offer: Offer
    quantity: int
    held_for_owner: int = 0

    @property
    def available(self) -> int:
        return self.offer.available + self.held_for_owner

    @property
    def can_take(self) -> int:
        """The most that can be ordered now, at most what is in the cart; 0 for nothing at all."""
        if not self.offer.is_for_sale:
            return 0
        limits = {"minimum": self.offer.minimum_quantity, "step": self.offer.quantity_step}
        return most_orderable(
            min(self.available, self.quantity), **limits, largest=settings.SHOP_MAXIMUM_QUANTITY
        )

    @property
    def fault(self) -> Problem:
        return problem_with(self.offer, self.quantity, self.available)

    @property
    def problem(self) -> str:
        """Why it cannot be ordered as it is, for people; empty when it can."""
        return self.fault.message

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
    """The owner's cart, empty when there is none. Three statements, whatever it holds; four when it lacks stock."""
    cart = carts_of(owner).values("id", "checkout").first()
    if cart is None:
        return CartView(None, (), price_order(()), settings.SHOP_CURRENCY, {})
    items = cart_items(cart["id"], owner)
    totals = price_order(item.priced for item in items if item.offer.is_for_sale)
    return CartView(cart["id"], items, totals, settings.SHOP_CURRENCY, cart["checkout"])


def cart_items(cart_id: UUID, owner: Owner) -> tuple[CartItem, ...]:
    """The lines of a cart, in the order they were put in. Two statements, three when a line is short."""
    lines = list(
        CartLine.objects.filter(cart_id=cart_id).order_by("id").values_list("id", "variant_id", "quantity")
    )
    found = offers(variant_id for _, variant_id, _ in lines) if lines else {}
    items = [
        CartItem(line_id, found[variant_id], quantity)
        for line_id, variant_id, quantity in lines
        if variant_id in found
    ]
    short = [item.offer.variant_id for item in items if item.quantity > item.offer.available]
    own = unpaid_holds(owner, short) if short else {}
    return tuple(replace(item, held_for_owner=own.get(item.offer.variant_id, 0)) for item in items)


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


def problem_with(offer: Offer, quantity: int, available: int) -> Problem:
    """Why `quantity` of `offer`, of which there are `available`, cannot be ordered."""
    if not offer.is_for_sale:
        return Problem(ProblemCode.NOT_FOR_SALE, "No longer for sale. Remove it to go on.")
    limits = {"minimum": offer.minimum_quantity, "step": offer.quantity_step}
    try:
        check_quantity(quantity, **limits, largest=settings.SHOP_MAXIMUM_QUANTITY)
    except BadQuantity as error:
        return Problem(ProblemCode.BAD_QUANTITY, error.message)
    if available <= 0:
        return Problem(ProblemCode.SOLD_OUT, "Sold out. Remove it to go on.")
    if quantity > available:
        return Problem(ProblemCode.NOT_ENOUGH, f"Only {available} of {quantity} available.")
    return Problem()
