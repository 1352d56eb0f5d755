"""The cart as it stands: lines at today's prices, what is wrong with them, and the totals."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from catalog.queries.offers import Offer, offers
from electricityshop.commands import require_transaction
from electricityshop.money import Money
from electricityshop.plain_sql import fetch
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, Totals, price_order
from orders.domain.quantities import BadQuantity, check_quantity, most_orderable
from orders.models import Cart
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
    """The owner's cart, empty when there is none. Two statements, whatever it holds; three when it lacks stock."""
    rows = fetch(*owned("""
        SELECT c.id, c.checkout, l.id, l.variant_id, l.quantity
        FROM orders_cart c LEFT JOIN orders_cartline l ON l.cart_id = c.id WHERE {owner} ORDER BY l.id
    """, owner))  # fmt: skip
    if not rows:
        return CartView(None, (), price_order(()), settings.SHOP_CURRENCY, {})
    items = _items(owner, (row[2:] for row in rows if row[2]))
    totals = price_order(item.priced for item in items if item.offer.is_for_sale)
    return CartView(rows[0][0], items, totals, settings.SHOP_CURRENCY, json.loads(rows[0][1]))


def checkout_answers(owner: Owner) -> dict[str, Any]:
    """What was filled in at checkout so far; one statement."""
    rows = fetch(*owned("SELECT c.checkout FROM orders_cart c WHERE {owner}", owner))
    return json.loads(rows[0][0]) if rows else {}


def cart_items(cart_id: UUID, owner: Owner) -> tuple[CartItem, ...]:
    """The lines of a cart, in the order they were put in. Two statements, three when a line is short."""
    return _items(
        owner,
        fetch(
            "SELECT id, variant_id, quantity FROM orders_cartline WHERE cart_id = %s ORDER BY id", [cart_id]
        ),
    )


def _items(owner: Owner, rows: Iterable[tuple[int, int, int]]) -> tuple[CartItem, ...]:
    lines = list(rows)
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
    [[count]] = fetch(*owned("""
        SELECT count(*) FROM orders_cart c JOIN orders_cartline l ON l.cart_id = c.id WHERE {owner}
    """, owner))  # fmt: skip
    return int(count)


def locked_cart(owner: Owner) -> UUID | None:
    """The id of the owner's cart, its row locked until the transaction ends; None when there is none."""
    require_transaction()
    rows = fetch(*owned("SELECT c.id FROM orders_cart c WHERE {owner} FOR UPDATE", owner))
    return rows[0][0] if rows else None


def owned(statement: str, owner: Owner) -> tuple[str, list[Any]]:
    """The statement and its parameters, for the carts that `carts_of` gives; `{owner}` stands in it, and `c` is the cart."""
    if owner.user_id is not None:
        return statement.replace("{owner}", "c.user_id = %s"), [owner.user_id]
    return statement.replace("{owner}", "c.id = %s AND c.user_id IS NULL"), [owner.cart_id]


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
