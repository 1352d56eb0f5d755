"""Nobody is sold out by an unpaid order of their own; everybody else's stands."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from random import Random
from typing import Any

import pytest
from django.db import connection
from django.db.models import F, Sum

from accounts.domain.postal import PostalAddress
from accounts.models import User
from catalog.models import StockItem, Variant
from electricityshop.errors import Conflict
from electricityshop.events.models import OutboxMessage
from orders.commands.change_cart import AddToCart, add_to_cart, empty_cart
from orders.commands.place_order import CartHasProblems, PlacedOrder, PlaceOrder, place_order
from orders.domain.owners import Owner
from orders.domain.quantities import NotEnough
from orders.finalization import finalize_order
from orders.models import Cart, Order, OrderEvent, OrderMail
from orders.queries.carts import cart_of
from payments.models import Refund
from tests.orders.conftest import NewVariant
from tests.orders.test_finalization import pay, relay

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shipping")]

Buy = Callable[..., PlacedOrder]
_keys = count(1)


@pytest.fixture
def buy(address: PostalAddress) -> Buy:
    """Put it into the owner's cart and order the cart."""

    def place(owner: Owner, *quantities: tuple[Variant, int]) -> PlacedOrder:
        for variant, quantity in quantities:
            add_to_cart(AddToCart(owner=owner, sku=variant.sku, quantity=quantity))
        return place_order(
            PlaceOrder(
                owner=owner, email="ada@example.com", shipping=address, billing=address, shipping_method="flat",
                key=f"giving-way-{next(_keys)}",
            )
        )  # fmt: skip

    return place


def guest() -> Owner:
    return Owner(cart_id=Cart.objects.create().pk)


def statuses() -> list[str]:
    return list(Order.objects.order_by("id").values_list("status", flat=True))


def held(variant: Variant) -> int:
    return StockItem.objects.get(variant=variant).held


@pytest.mark.parametrize("is_customer", [False, True])
def test_the_own_unpaid_order_gives_way(new_variant: NewVariant, buy: Buy, is_customer: bool) -> None:
    cable, lamp = new_variant(on_hand=5), new_variant(on_hand=5)
    owner = Owner(user_id=User.objects.create_user("ada@example.com").pk) if is_customer else guest()
    old = buy(owner, (cable, 5), (lamp, 1))

    new = buy(owner, (cable, 3))

    assert statuses() == ["cancelled", "pending"]
    assert (held(cable), held(lamp)) == (3, 0)
    line = OrderEvent.objects.get(order_id=old.id, kind="cancelled")
    assert (line.message, line.actor) == (
        f"Order cancelled: Your order {new.number} took its place.",
        "shop",
    )
    assert OutboxMessage.objects.filter(name="orders.OrderCancelled", aggregate=f"order:{old.id}").exists()
    assert not OrderMail.objects.exists()


def test_somebody_elses_order_stands(new_variant: NewVariant, buy: Buy) -> None:
    cable = new_variant(on_hand=5)
    buy(guest(), (cable, 5))

    with pytest.raises(NotEnough):
        buy(guest(), (cable, 1))
    assert (statuses(), held(cable)) == (["pending"], 5)


def test_where_there_is_enough_nothing_gives_way(new_variant: NewVariant, buy: Buy) -> None:
    cable, owner = new_variant(on_hand=5), guest()
    buy(owner, (cable, 2))

    buy(owner, (cable, 3))

    assert (statuses(), held(cable)) == (["pending", "pending"], 5)


def test_as_few_give_way_as_are_needed_the_oldest_first(new_variant: NewVariant, buy: Buy) -> None:
    cable, lamp, owner = new_variant(on_hand=6), new_variant(on_hand=6), guest()
    for variant in (cable, lamp, cable, cable):
        buy(owner, (variant, 2))

    buy(owner, (cable, 3))

    assert statuses() == ["cancelled", "pending", "cancelled", "pending", "pending"]
    assert held(cable) == 5


def test_an_order_that_is_paid_stands(new_variant: NewVariant, buy: Buy) -> None:
    cable, owner = new_variant(on_hand=5), guest()
    old = buy(owner, (cable, 4))
    add_to_cart(AddToCart(owner=owner, sku=cable.sku, quantity=3))
    pay(old)

    with pytest.raises(CartHasProblems) as refused:
        buy(owner)

    assert refused.value.fields == {cable.sku: "Only 1 of 3 available."}
    assert statuses() == ["pending"]
    relay()
    assert cart_of(owner).items[0].available == 1
    finalize_order(old.id)
    assert statuses() == ["confirmed"]


def test_when_it_would_not_be_enough_nothing_is_given_up(new_variant: NewVariant, buy: Buy) -> None:
    cable, owner = new_variant(on_hand=6), guest()
    buy(guest(), (cable, 2))
    buy(owner, (cable, 3))
    add_to_cart(AddToCart(owner=owner, sku=cable.sku, quantity=4))
    StockItem.objects.filter(variant=cable).update(on_hand=5)

    with pytest.raises(CartHasProblems) as refused:
        buy(owner)

    assert refused.value.fields == {cable.sku: "Only 3 of 4 available."}
    assert (statuses(), held(cable)) == (["pending", "pending"], 5)


def test_the_cart_counts_what_is_held_for_its_owner(new_variant: NewVariant, buy: Buy) -> None:
    cable, owner, stranger = new_variant(on_hand=5), guest(), guest()
    for one in (owner, stranger):
        add_to_cart(AddToCart(owner=one, sku=cable.sku, quantity=5))
    buy(owner)
    add_to_cart(AddToCart(owner=owner, sku=cable.sku, quantity=4))

    own, other = cart_of(owner).items[0], cart_of(stranger).items[0]

    assert (own.available, own.problem, own.can_take) == (5, "", 4)
    assert (other.available, other.problem, other.can_take) == (0, "Sold out. Remove it to go on.", 0)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_number", range(6))
def test_paying_the_old_one_while_the_new_one_is_placed(
    new_variant: NewVariant, buy: Buy, round_number: int
) -> None:
    cable, owner = new_variant(on_hand=5), guest()
    old = buy(owner, (cable, 4))
    add_to_cart(AddToCart(owner=owner, sku=cable.sku, quantity=3))

    def pay_the_old() -> None:
        pay(old)
        relay()
        finalize_order(old.id)

    def order_again() -> None:
        buy(owner)

    with ThreadPoolExecutor(2) as both:
        paying, placing = both.submit(closing(pay_the_old)), both.submit(closing(order_again))
    paying.result()
    is_refused = isinstance(placing.exception(), CartHasProblems)
    assert is_refused or placing.exception() is None
    relay()
    finalize_order(old.id)

    item = StockItem.objects.get(variant=cable)
    if is_refused:
        assert (statuses(), item.on_hand, item.held) == (["confirmed"], 1, 0)
        assert not Refund.objects.exists()
    else:
        assert (statuses(), item.on_hand, item.held) == (["cancelled", "pending"], 5, 3)
        assert Refund.objects.get().amount == Order.objects.get(pk=old.id).total


@pytest.mark.django_db(transaction=True)
def test_changing_ones_mind_beside_others_never_deadlocks(new_variant: NewVariant, buy: Buy) -> None:
    variants = [new_variant(on_hand=6) for _ in range(4)]

    def dither(seed: int) -> int:
        random, owner, placed = Random(seed), guest(), 0
        for _ in range(12):
            wanted = [(variant, random.randint(1, 2)) for variant in random.sample(variants, 2)]
            try:
                buy(owner, *wanted)
                placed += 1
            except Conflict:
                empty_cart(owner)
        return placed

    with ThreadPoolExecutor(6) as shoppers:
        placed = list(shoppers.map(closing(dither), range(6)))

    assert sum(placed) > 12
    pending = Order.objects.awaiting_payment()
    promised = pending.values(variant=F("lines__variant")).annotate(pieces=Sum("lines__quantity"))
    assert {row["variant"]: row["pieces"] for row in promised} == {
        item.pk: item.held for item in StockItem.objects.filter(held__gt=0)
    }
    assert "cancelled" in statuses()


def closing(work: Callable[..., Any]) -> Callable[..., Any]:
    """In a thread of its own, with a connection of its own."""

    def run(*args: Any) -> Any:
        try:
            return work(*args)
        finally:
            connection.close()

    return run
