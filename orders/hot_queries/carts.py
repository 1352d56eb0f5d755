"""Hot queries of carts and of placing an order."""

from datetime import timedelta
from functools import partial

from django.utils import timezone

from accounts.domain.postal import PostalAddress
from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from orders.commands.change_cart import AddToCart, add_to_cart
from orders.commands.place_order import PlaceOrder, place_at_once
from orders.commands.prune_carts import PruneCarts, prune_carts
from orders.domain.owners import Owner
from orders.models import Cart, CartLine, Order
from orders.queries.carts import cart_count, cart_of
from orders.queries.unpaid_holds import unpaid_holds

_HOME = PostalAddress(name="A Customer", line1="1 Main Street", city="Berlin", postcode="10115", country="DE")


def _owner(size: Size) -> Owner:
    """A customer with one line in the cart, or with many."""
    lines = CartLine.objects.exclude(cart__user=None)
    return Owner(user_id=parent(lines, "cart__user_id", size))


def _guest() -> Owner:
    lines = CartLine.objects.filter(cart__user=None).order_by("-pk")
    return Owner(cart_id=one(lines.values_list("cart_id", flat=True)))


@hot_query(Cart, statements=3)
def cart(size: Size) -> Ask:
    """A cart, at today's prices."""
    return partial(cart_of, _owner(size))


@hot_query(Cart, statements=3)
def cart_of_guest(_: Size) -> Ask:
    """A guest's cart."""
    return partial(cart_of, _guest())


@hot_query(Cart, statements=1)
def cart_in_header(size: Size) -> Ask:
    """How many articles are in the cart, on every page."""
    return partial(cart_count, _owner(size))


@hot_query(Cart, statements=9)
def put_into_cart(size: Size) -> Ask:
    """An article is put into a cart."""
    owner = _owner(size)
    bought = CartLine.objects.filter(variant__is_active=True, variant__product__is_published=True).order_by(
        "-pk"
    )
    return partial(
        add_to_cart,
        AddToCart(owner=owner, sku=one(bought.values_list("variant__sku", flat=True)), quantity=1),
    )


@hot_query(Order, statements=20)
def order_placed(size: Size) -> Ask:
    """A cart becomes an order, its stock held."""
    wish = PlaceOrder(
        owner=_owner(size), email="customer@many.example", shipping=_HOME, billing=_HOME, shipping_method="standard",
        key="check_query_plans",
    )  # fmt: skip
    return partial(place_at_once, wish)


@hot_query(Order, statements=1, rows_free=500)
def held_for_own_orders(_: Size) -> Ask:
    """What is held for a customer's own unpaid orders, when a cart lacks stock."""
    user = parent(Order.objects.filter(user__isnull=False), "user_id", Size.MANY)
    return partial(unpaid_holds, Owner(user_id=user), [1, 2, 3])


@hot_query(Cart, statements=5, indexes=("cart_of_guest_idle",), sorted_rows=1_000)
def carts_pruned(_: Size) -> Ask:
    """A batch of carts that guests left behind is forgotten."""
    return partial(prune_carts, PruneCarts(before=timezone.now() - timedelta(days=365)))
