"""Put an article into the cart, change its quantity, take it out."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.conf import settings
from django.utils import timezone

from catalog.queries.offers import Offer, offer, offers
from electricityshop.commands import command
from electricityshop.errors import Conflict, NotFound
from electricityshop.plain_sql import fetch, insert
from orders.domain.owners import Owner
from orders.domain.quantities import BadQuantity, check_available, check_quantity
from orders.models import Cart, CartLine
from orders.queries.carts import carts_of, locked_cart
from orders.queries.unpaid_holds import available_to

LARGEST_CART = 200

_HELD = "SELECT variant_id, quantity FROM orders_cartline WHERE cart_id = %s"


class NotForSale(Conflict):
    code = "not_for_sale"


class CartFull(Conflict):
    code = "cart_full"


class NoSuchLine(NotFound):
    code = "no_such_line"


def _check_whole(quantity: int) -> None:
    if not isinstance(quantity, int) or isinstance(quantity, bool):
        raise BadQuantity("Give the quantity as a whole number.", fields={"quantity": "Give a whole number."})


@dataclass(frozen=True, slots=True, kw_only=True)
class AddToCart:
    """`quantity` more of `sku`."""

    owner: Owner
    sku: str
    quantity: int

    def __post_init__(self) -> None:
        _check_whole(self.quantity)
        if not 1 <= self.quantity <= settings.SHOP_MAXIMUM_QUANTITY:
            message = f"Choose a quantity from 1 to {settings.SHOP_MAXIMUM_QUANTITY}."
            raise BadQuantity(message, fields={"quantity": message})


@dataclass(frozen=True, slots=True)
class Added:
    """Which cart it is in, and what was put in."""

    cart_id: UUID
    offer: Offer


@command
def add_to_cart(wish: AddToCart) -> Added:
    """A cart is opened when the owner has none.

    Raises `UnknownSku`, `NotForSale`, `BadQuantity`, `NotEnough` or `CartFull`; the cart stays as it was.
    """
    wanted = offer(wish.sku)
    if not wanted.is_for_sale:
        raise NotForSale("This article is not for sale at the moment.")
    cart_id = _opened_cart(wish.owner)
    held: dict[int, int] = dict(fetch(_HELD, [cart_id]))
    quantity = wish.quantity + held.get(wanted.variant_id, 0)
    check_quantity(
        quantity,
        minimum=wanted.minimum_quantity,
        step=wanted.quantity_step,
        largest=settings.SHOP_MAXIMUM_QUANTITY,
    )
    check_available(quantity, available_to(wish.owner, wanted, quantity))
    if wanted.variant_id in held:
        CartLine.objects.filter(cart_id=cart_id, variant_id=wanted.variant_id).update(quantity=quantity)
    elif len(held) >= LARGEST_CART:
        raise CartFull(f"A cart holds at most {LARGEST_CART} different articles. Place this order first.")
    else:
        line = {"cart_id": cart_id, "variant_id": wanted.variant_id, "quantity": quantity}
        insert("orders_cartline", [line | {"added_at": timezone.now()}])
    return Added(cart_id, wanted)


def _opened_cart(owner: Owner) -> UUID:
    """The owner's cart, locked; a new one for who has none."""
    if owner.user_id is not None:
        cart, _ = Cart.objects.get_or_create(user_id=owner.user_id)
        return Cart.objects.select_for_update().get(pk=cart.pk).pk
    return (locked_cart(owner) if owner.cart_id else None) or _new_cart()


def _new_cart() -> UUID:
    now = timezone.now()
    cart_id = uuid4()
    row = {"id": cart_id, "user_id": None, "checkout": "{}", "created_at": now, "updated_at": now}
    insert("orders_cart", [row])
    return cart_id


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeLine:
    """A new quantity for a line of the owner's cart; 0 takes it out."""

    owner: Owner
    line_id: int
    quantity: int

    def __post_init__(self) -> None:
        _check_whole(self.quantity)
        if not 0 <= self.quantity <= settings.SHOP_MAXIMUM_QUANTITY:
            message = f"Choose a quantity from 1 to {settings.SHOP_MAXIMUM_QUANTITY}."
            raise BadQuantity(message, fields={"quantity": message})


@command
def change_line(change: ChangeLine) -> None:
    """Raises `NoSuchLine`, `NotForSale`, `BadQuantity` or `NotEnough`; the line stays as it was."""
    lines = CartLine.objects.filter(pk=change.line_id, cart__in=carts_of(change.owner))
    line = lines.select_for_update(of=("self",)).first()
    if line is None:
        raise NoSuchLine("This line is not in your cart any more.")
    if change.quantity == 0:
        line.delete()
        return
    wanted = offers([line.variant_id])[line.variant_id]
    if not wanted.is_for_sale:
        raise NotForSale("This article is no longer for sale. Remove it from the cart.")
    check_quantity(
        change.quantity, minimum=wanted.minimum_quantity, step=wanted.quantity_step,
        largest=settings.SHOP_MAXIMUM_QUANTITY,
    )  # fmt: skip
    check_available(change.quantity, available_to(change.owner, wanted, change.quantity))
    line.quantity = change.quantity
    line.save(update_fields=["quantity"])


@command
def empty_cart(owner: Owner) -> None:
    """Take everything out."""
    CartLine.objects.filter(cart__in=carts_of(owner)).delete()
