"""A cart becomes an order: unpaid, its stock held, its prices fixed."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import IntegrityError
from django.utils import timezone

from accounts.domain.postal import PostalAddress
from catalog import stock
from electricityshop.commands import command
from electricityshop.errors import Conflict, InvalidInput
from electricityshop.events.outbox import record
from electricityshop.plain_sql import fetch, insert, run
from electricityshop.plugins.types import Parcel
from orders import history, steps
from orders.domain.events import OrderPlaced
from orders.domain.numbers import new_number
from orders.domain.owners import Owner
from orders.domain.pricing import Totals, price_order
from orders.domain.status import OrderStatus
from orders.giving_way import give_way
from orders.models import Order, OrderAddress
from orders.queries.carts import CartItem, cart_items, locked_cart
from orders.queries.shipping_options import ShippingOption, shipping_option


class EmptyCart(Conflict):
    code = "empty_cart"


class CartHasProblems(Conflict):
    code = "cart_has_problems"


class StockMoved(CartHasProblems):
    """Another buyer was faster by a moment."""


class PriceChanged(Conflict):
    code = "price_changed"


class KeyReused(Conflict):
    code = "idempotency_key_reused"


class BadOrder(InvalidInput):
    code = "bad_order"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOrder:
    """`key` makes a repeat the same order; `expected_total` (minor units), when given, is what the shopper saw."""

    owner: Owner
    email: str
    shipping: PostalAddress
    billing: PostalAddress
    shipping_method: str
    key: str
    expected_total: int | None = None

    def __post_init__(self) -> None:
        faults = {}
        try:
            validate_email(self.email)
            MaxLengthValidator(254)(self.email)
        except ValidationError:
            faults["email"] = "Enter an e-mail address, e.g. name@example.com."
        if self.shipping.country not in settings.SHOP_SHIPS_TO:
            faults["country"] = "We do not deliver to this country yet."
        if not 1 <= len(self.key) <= 255 or not self.key.isascii() or not self.key.isprintable():
            faults["Idempotency-Key"] = "Use 1 to 255 printable ASCII characters."
        if faults:
            raise BadOrder("The order is not complete; see the marked fields.", fields=faults)

    @property
    def scoped_key(self) -> str:
        """The key within its owner, so that two customers may use the same one."""
        owner = f"user:{self.owner.user_id}" if self.owner.is_customer else f"cart:{self.owner.cart_id}"
        return f"{owner}:{hashlib.sha256(self.key.encode()).hexdigest()}"

    @property
    def digest(self) -> str:
        """What was asked for, apart from the cart."""
        asked = [self.email, asdict(self.shipping), asdict(self.billing), self.shipping_method]
        return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class PlacedOrder:
    id: int
    number: str
    is_new: bool


def place_order(wish: PlaceOrder) -> PlacedOrder:
    """The order, or the one an earlier call with the same key placed.

    Own unpaid orders that hold what it needs give way to it. Raises `EmptyCart`, `CartHasProblems`,
    `ShippingNotOffered`, `PriceChanged` or `KeyReused`; nothing is placed or held then.
    """
    try:
        return place_at_once(wish)
    except StockMoved:
        return place_at_once(wish)  # which sees what is left now, and what gives way


@command
def place_at_once(wish: PlaceOrder) -> PlacedOrder:
    """`place_order`; raises `StockMoved`, too, when stock goes between looking and holding."""
    cart_id = locked_cart(wish.owner)
    placed = _placed_before(wish)
    if placed is not None:
        return placed
    items = cart_items(cart_id, wish.owner) if cart_id else ()
    if not items or cart_id is None:
        raise EmptyCart("Your cart is empty. Put something in before you order.")
    _require_orderable(items)
    option, totals = _priced(wish, items)
    order = _create(wish, cart_id, option, totals)
    _write_lines(order, items)
    _write_addresses(order, wish)
    _hold_stock(order, wish.owner, items)
    steps.lay_out(order)
    history.write(order.pk, "placed", "Order placed; waiting for the payment.")
    run("DELETE FROM orders_cartline WHERE cart_id = %s", [cart_id])
    record(OrderPlaced(order_id=order.pk, number=order.number))
    return PlacedOrder(order.pk, order.number, is_new=True)


def _placed_before(wish: PlaceOrder) -> PlacedOrder | None:
    found = fetch(
        "SELECT id, number, placement_digest FROM orders_order WHERE placement_key = %s", [wish.scoped_key]
    )
    if not found:
        return None
    order_id, number, digest = found[0]
    if digest != wish.digest:
        raise KeyReused("This Idempotency-Key was used for another order. Use a new key for a new order.")
    return PlacedOrder(order_id, number, is_new=False)


def _require_orderable(items: tuple[CartItem, ...]) -> None:
    problems = {item.offer.sku: item.problem for item in items if item.problem}
    if problems:
        raise CartHasProblems(
            "Some items cannot be ordered as they are. Adjust your cart and go on.", fields=problems
        )


def _priced(wish: PlaceOrder, items: tuple[CartItem, ...]) -> tuple[ShippingOption, Totals]:
    goods = price_order(item.priced for item in items)
    weight = sum(item.offer.weight * item.quantity for item in items)
    parcel = Parcel(weight, goods.items, settings.SHOP_CURRENCY, wish.shipping.country)
    option = shipping_option(wish.shipping_method, parcel)
    totals = price_order((item.priced for item in items), option.price.amount if option.price else 0)
    if wish.expected_total is not None and wish.expected_total != totals.total:
        raise PriceChanged("The total has changed since you saw it. Look at the new total and confirm again.")
    if not 1 <= totals.total <= 99_999_999:
        raise CartHasProblems("The total cannot be paid online. Please split the order.")
    return option, totals


def _create(wish: PlaceOrder, cart_id: UUID, option: ShippingOption, totals: Totals) -> Order:
    now = timezone.now()
    row = {
        "number": new_number(),
        "user_id": wish.owner.user_id,
        "cart_token": None if wish.owner.is_customer else cart_id,
        "email": wish.email,
        "status": OrderStatus.PENDING.value,
        "currency": settings.SHOP_CURRENCY,
        "items_total": totals.items,
        "shipping_total": totals.shipping,
        "total": totals.total,
        "tax_total": totals.tax,
        "shipping_code": option.code,
        "shipping_name": option.name,
        "placement_key": wish.scoped_key,
        "placement_digest": wish.digest,
        "placed_at": now,
        "pay_until": now + timedelta(minutes=settings.ORDER_PAYMENT_MINUTES),
        "cancel_reason": "",
        "refunded": 0,
    }
    try:
        [(order_id,)] = insert("orders_order", [row], more="RETURNING id")
    except IntegrityError as error:  # a number taken by chance: one in 10^11, and asking again is safe
        raise Conflict("Please send the order again.") from error
    return Order(id=order_id, **row)


def _hold_stock(order: Order, owner: Owner, items: tuple[CartItem, ...]) -> None:
    wanted = {item.offer.variant_id: item.quantity for item in items}
    if any(item.held_for_owner for item in items):
        give_way(order, owner, wanted)
    try:
        stock.hold(order.number, wanted, until=order.pay_until)
    except stock.OutOfStock as error:
        left = {shortage.variant_id: shortage.available for shortage in error.shortages}
        fields = {
            item.offer.sku: f"Only {left[item.offer.variant_id]} of {item.quantity} available."
            for item in items
            if item.offer.variant_id in left
        }
        raise StockMoved(error.message, fields=fields) from error


def _write_lines(order: Order, items: tuple[CartItem, ...]) -> None:
    rows = [
        {
            "order_id": order.pk,
            "position": position,
            "variant_id": item.offer.variant_id,
            "sku": item.offer.sku,
            "name": item.offer.name,
            "sale_unit": item.offer.sale_unit,
            "quantity": item.quantity,
            "unit_price": item.offer.price or 0,
            "total": item.priced.total,
            "tax_rate": item.offer.tax_rate,
            "tax": item.priced.tax,
            "weight": item.offer.weight,
        }
        for position, item in enumerate(items, start=1)
    ]
    insert("orders_orderline", rows)


def _write_addresses(order: Order, wish: PlaceOrder) -> None:
    addresses = {OrderAddress.Kind.SHIPPING: wish.shipping, OrderAddress.Kind.BILLING: wish.billing}
    rows = [
        {"order_id": order.pk, "kind": kind.value, **asdict(postal)} for kind, postal in addresses.items()
    ]
    insert("orders_orderaddress", rows)
