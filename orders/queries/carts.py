"""The cart as it stands: lines at today's prices, what is wrong with them, and the totals."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet

from catalog.queries.offers import Offer, offers
from electricityshop.commands import require_transaction
from electricityshop.errors import DomainError
from electricityshop.money import Money
from electricityshop.plain_sql import fetch
from orders.domain.owners import Owner
from orders.domain.pricing import PricedLine, Totals, price_order
from orders.domain.quantities import check_available, check_quantity
from orders.models import Cart


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
    """The owner's cart, empty when there is none. Two statements, whatever it holds."""
    rows = fetch(*_owned("""
        SELECT c.id, c.checkout, l.id, l.variant_id, l.quantity
        FROM orders_cart c LEFT JOIN orders_cartline l ON l.cart_id = c.id WHERE {owner} ORDER BY l.id
    """, owner))  # fmt: skip
    if not rows:
        return CartView(None, (), price_order(()), settings.SHOP_CURRENCY, {})
    items = _items(row[2:] for row in rows if row[2])
    totals = price_order(item.priced for item in items if item.offer.is_for_sale)
    return CartView(rows[0][0], items, totals, settings.SHOP_CURRENCY, json.loads(rows[0][1]))


def checkout_answers(owner: Owner) -> dict[str, Any]:
    """What was filled in at checkout so far; one statement."""
    rows = fetch(*_owned("SELECT c.checkout FROM orders_cart c WHERE {owner}", owner))
    return json.loads(rows[0][0]) if rows else {}


def cart_items(cart_id: UUID) -> tuple[CartItem, ...]:
    """The lines of a cart, in the order they were put in."""
    return _items(
        fetch(
            "SELECT id, variant_id, quantity FROM orders_cartline WHERE cart_id = %s ORDER BY id", [cart_id]
        )
    )


def _items(rows: Iterable[tuple[int, int, int]]) -> tuple[CartItem, ...]:
    lines = list(rows)
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
    [[count]] = fetch(*_owned("""
        SELECT count(*) FROM orders_cart c JOIN orders_cartline l ON l.cart_id = c.id WHERE {owner}
    """, owner))  # fmt: skip
    return int(count)


def locked_cart(owner: Owner) -> UUID | None:
    """The id of the owner's cart, its row locked until the transaction ends; None when there is none."""
    require_transaction()
    rows = fetch(*_owned("SELECT c.id FROM orders_cart c WHERE {owner} FOR UPDATE", owner))
    return rows[0][0] if rows else None


def _owned(statement: str, owner: Owner) -> tuple[str, list[Any]]:
    """The statement and its parameters, for the carts that `carts_of` gives."""
    if owner.user_id is not None:
        return statement.format(owner="c.user_id = %s"), [owner.user_id]
    return statement.format(owner="c.id = %s AND c.user_id IS NULL"), [owner.cart_id]


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
