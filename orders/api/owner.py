"""Whose request it is: the access token's user, or the guest whose cart the X-Cart-Token header names."""

from rest_framework.request import Request

from electricityshop.errors import InvalidInput
from orders.cart_token import HEADER, read_token
from orders.commands.merge_carts import MergeCarts, merge_carts
from orders.domain.owners import Owner
from orders.queries.carts import cart_count
from orders.queries.orders import NoSuchOrder, OrderView, order_of


class BadCartToken(InvalidInput):
    code = "bad_cart_token"


def shopper(request: Request) -> Owner:
    """Whose cart it is. A customer who still sends a guest's token gets that cart merged into the own one.

    Raises `BadCartToken`.
    """
    guest = _guest(request)
    user_id = request.user.pk if request.user.is_authenticated else None
    if user_id is None:
        return guest
    if guest.cart_id is not None and cart_count(guest):
        merge_carts(MergeCarts(guest_cart_id=guest.cart_id, user_id=user_id))
    return Owner(user_id=user_id)


def reader(request: Request) -> Owner:
    """Whose orders are listed: the customer's, else the guest's. Changes nothing. Raises `BadCartToken`."""
    guest = _guest(request)
    return Owner(user_id=request.user.pk) if request.user.is_authenticated else guest


def order_for(request: Request, number: str) -> tuple[Owner, OrderView]:
    """The order and who owns it: the customer, or the guest they were when they placed it.

    Raises `NoSuchOrder`, `BadCartToken`.
    """
    owner, guest = reader(request), _guest(request)
    try:
        return owner, order_of(owner, number)
    except NoSuchOrder:
        if guest in {owner, Owner()}:
            raise
        return guest, order_of(guest, number)


def _guest(request: Request) -> Owner:
    token = request.headers.get(HEADER, "")
    cart_id = read_token(token)
    if token and cart_id is None:
        raise BadCartToken(f"{HEADER} is not a token of this shop. Leave it out to start a new cart.")
    return Owner(cart_id=cart_id)
