"""Orders that were paid and invoiced."""

from collections.abc import Callable

import pytest

from electricityshop.money import Money
from orders.commands.place_order import PlacedOrder
from orders.commands.record_refund import RecordRefund, record_refund
from orders.finalization import finalize_order
from orders.models import Order
from tests.orders.conftest import NewVariant
from tests.orders.conftest import Order as PlaceIt
from tests.orders.test_finalization import pay, relay

Invoiced = Callable[..., PlacedOrder]


def complete(placed: PlacedOrder) -> PlacedOrder:
    pay(placed)
    relay()
    finalize_order(placed.id)
    return placed


@pytest.fixture
def invoiced(new_variant: NewVariant, order: PlaceIt) -> Invoiced:
    """3 m of cable at 19 %, a book at 7 %, shipping: €41.67, of which €6.48 and €0.07 VAT."""

    def make(**changes: object) -> PlacedOrder:
        cable = new_variant(price=1_190, weight=10, sale_unit="metre")
        book = new_variant(price=107, rate=700, weight=10)
        return complete(order((cable, 3), (book, 1), **changes))

    return make


def refund(placed: PlacedOrder, amount: int, key: str = "r1", *, so_far: int = 0) -> Money:
    """The provider says that `amount` went back, `so_far` before it."""
    record_refund(RecordRefund(number=placed.number, key=key, amount=amount, refunded=so_far + amount))
    order = Order.objects.get(pk=placed.id)
    return Money(order.refunded, order.currency)
